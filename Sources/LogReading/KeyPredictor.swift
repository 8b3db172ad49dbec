internal import MetricLog

/// Guesses which member comes next in an object: the one that came last time.
struct KeyPredictor {
  /// A name with the quote and colon behind it, as two words and the masks of its bytes in them.
  private struct Literal {
    var head: UInt64
    var tail: UInt64
    var headMask: UInt64
    var tailMask: UInt64
    var length: Int
    var field: FieldName
  }

  /// What stands for the start of an object, and for a name that the format does not have, as the
  /// member before.
  static let beginning: UInt8 = 65
  static let unknown: UInt8 = 66

  private let literals = Self.all
  private static let all: [Literal] = FieldName.allCases.map(literal)
  /// For each kind of object and member before, the place of the member that came last time.
  private var guesses: [UInt8]

  private static let width = 67

  init() {
    guesses = [UInt8](repeating: 0, count: (FieldName.allCases.count + 1) * Self.width)
  }

  private static func literal(_ field: FieldName) -> Literal {
    let bytes = Array((field.text + "\":").utf8)
    let words = FieldTable.words(of: bytes)
    let masks = FieldTable.words(of: [UInt8](repeating: 0xFF, count: bytes.count))
    return Literal(
      head: words.head,
      tail: words.tail,
      headMask: masks.head,
      tailMask: masks.tail,
      length: bytes.count,
      field: field
    )
  }

  /// The guessed member and its length, if the two words behind a quote begin with it.
  @inline(__always)
  func match(
    _ first: UInt64,
    _ second: UInt64,
    _ parent: FieldName?,
    after previous: UInt8
  ) -> (field: FieldName, length: Int)? {
    let literal = literals[Int(guesses[Self.index(parent, previous)])]
    let difference =
      (first ^ literal.head) & literal.headMask | (second ^ literal.tail) & literal.tailMask
    return difference == 0 ? (literal.field, literal.length) : nil
  }

  /// Notes which member came.
  @inline(__always)
  mutating func learn(_ field: FieldName, _ parent: FieldName?, after previous: UInt8) {
    guesses[Self.index(parent, previous)] = field.place
  }

  @inline(__always)
  private static func index(_ parent: FieldName?, _ previous: UInt8) -> Int {
    let object = parent.map { Int($0.place) + 1 } ?? 0
    return object &* width &+ Int(previous)
  }
}
