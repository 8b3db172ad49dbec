/// The words that a fingerprint's rules know, each by its first eight lower-case letters.
///
/// A raw value holds the letters as bytes, the first in the lowest; a longer word is known by
/// ``longer``, which says how long it must be.
enum StatementWord: UInt64, CaseIterable {
  case abort = 0x74_726f_6261
  case all = 0x6c_6c61
  case and = 0x64_6e61
  case any = 0x79_6e61
  case array = 0x79_6172_7261
  case `as` = 0x7361
  case asc = 0x63_7361
  case begin = 0x6e_6967_6562
  case between = 0x6e_6565_7774_6562
  case by = 0x7962
  case call = 0x6c6c_6163
  case `case` = 0x6573_6163
  case chain = 0x6e_6961_6863
  case commit = 0x7469_6d6d_6f63
  case declare = 0x65_7261_6c63_6564
  case delete = 0x6574_656c_6564
  case distinct = 0x7463_6e69_7473_6964
  case `else` = 0x6573_6c65
  case end = 0x64_6e65
  case except = 0x7470_6563_7865
  case exists = 0x7374_7369_7865
  case `false` = 0x65_736c_6166
  case from = 0x6d6f_7266
  case having = 0x676e_6976_6168
  case `if` = 0x6669
  case `in` = 0x6e69
  case insert = 0x7472_6573_6e69
  case interval = 0x6c61_7672_6574_6e69
  case into = 0x6f74_6e69
  case `is` = 0x7369
  case join = 0x6e69_6f6a
  case like = 0x656b_696c
  case limit = 0x74_696d_696c
  case no = 0x6f6e
  case not = 0x74_6f6e
  case null = 0x6c6c_756e
  case offset = 0x7465_7366_666f
  case on = 0x6e6f
  case or = 0x726f
  case order = 0x72_6564_726f
  case over = 0x7265_766f
  case release = 0x65_7361_656c_6572
  case returning = 0x6e69_6e72_7574_6572
  case rollback = 0x6b63_6162_6c6c_6f72
  case row = 0x77_6f72
  case savepoint = 0x6e69_6f70_6576_6173
  case select = 0x7463_656c_6573
  case set = 0x74_6573
  case some = 0x656d_6f73
  case start = 0x74_7261_7473
  case then = 0x6e65_6874
  case to = 0x6f74
  case transaction = 0x7463_6173_6e61_7274
  case `true` = 0x6575_7274
  case union = 0x6e_6f69_6e75
  case update = 0x6574_6164_7075
  case use = 0x65_7375
  case using = 0x67_6e69_7375
  case value = 0x65_756c_6176
  case values = 0x7365_756c_6176
  case when = 0x6e65_6877
  case `where` = 0x65_7265_6877
  case with = 0x6874_6977
  case work = 0x6b72_6f77

  /// The words by ``slot(_:)``, because a search among them is hard to predict for a processor.
  private static let table: InlineArray<512, StatementWord?> = {
    var table = InlineArray<512, StatementWord?>(repeating: nil)
    for word in allCases {
      precondition(table[slot(word.rawValue)] == nil, "two words have one slot")
      table[slot(word.rawValue)] = word
    }
    return table
  }()

  /// A multiplier that gives each word a slot of its own, found by trying.
  @inline(__always)
  private static func slot(_ packed: UInt64) -> Int {
    Int(truncatingIfNeeded: (packed &* 0x3099_fdf5_ab99_254b) >> 55)
  }

  /// The word of these packed letters and this length; nil when it is none of them.
  @inline(__always)
  init?(packed: UInt64, length: Int) {
    guard length <= 11, let word = Self.table[Self.slot(packed)], word.rawValue == packed else {
      return nil
    }
    guard length <= 8 || word.longer == length else { return nil }
    guard length != 8 || word.longer == nil else { return nil }
    self = word
  }

  /// The length of a word that has more than eight letters; nil for others.
  var longer: Int? {
    switch self {
    case .savepoint, .returning: 9
    case .transaction: 11
    default: nil
    }
  }

  /// Whether a rule asks for more than to write it.
  var hasRule: Bool {
    switch self {
    case .null, .true, .false, .asc, .by, .row, .offset, .limit, .union: true
    default: false
    }
  }

  /// Whether it can stand before a sign that belongs to a number, or before a list in parentheses.
  ///
  /// Words that can also name a column or a function are not counted.
  var isOperator: Bool {
    switch self {
    case .value, .begin, .start, .commit, .rollback, .release, .savepoint, .end, .abort,
      .transaction,
      .use, .row, .work, .chain, .no, .null, .true, .false, .array, .if, .any, .some, .call:
      false
    default: true
    }
  }
}
