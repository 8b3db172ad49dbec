#if ISAL
  internal import CIsal

  /// The codes of ISA-L's present block: the tables in which it looks up literals, lengths and
  /// distances.
  ///
  /// The layout is ISA-L's own (igzip_inflate.c, versions 2.25 to 2.31). Were it another one, sound
  /// members would be refused here and inflated by zlib, or damage would pass unseen, which the tests
  /// that hold the libraries against each other would show.
  @safe
  struct IsalCodes {
    private static let literalStart =
      unsafe MemoryLayout<inflate_state>.offset(of: \.lit_huff_code) ?? 0
    private static let distanceStart =
      unsafe MemoryLayout<inflate_state>.offset(of: \.dist_huff_code) ?? 0
    /// Where the tables stand in a state.
    static let place =
      literalStart..<distanceStart + MemoryLayout<inflate_huff_code_small>.size

    private let literals: IsalCodeTable<UInt32>
    private let distances: IsalCodeTable<UInt16>

    /// Looks at the tables of a state, which must outlive this value.
    init(_ state: UnsafePointer<inflate_state>) {
      let codes = unsafe UnsafeRawPointer(state)
      unsafe literals = IsalCodeTable(
        codes + Self.literalStart,
        size: MemoryLayout<inflate_huff_code_large>.size,
        bits: Int(ISAL_DECODE_LONG_BITS),
        flag: 25,
        lengths: (code: 28, longest: 26)
      )
      unsafe distances = IsalCodeTable(
        codes + Self.distanceStart,
        size: MemoryLayout<inflate_huff_code_small>.size,
        bits: Int(ISAL_DECODE_SHORT_BITS),
        flag: 10,
        lengths: (code: 11, longest: 11)
      )
    }

    /// Whether a set lacks codes that zlib insists on.
    ///
    /// It insists on all but in three cases: no distances at all, one code of one bit for distances or
    /// for the end of the block, and the fixed codes, two of whose lengths stand for nothing. Before
    /// the first block with codes there are none.
    var areIncomplete: Bool {
      literals.isIncomplete && !areFixed || distances.isIncomplete
    }

    /// Whether the codes are the fixed ones: the first literal has 8 bits, the last 9, the end 7, and
    /// the two unused lengths 8 of 12 bits each.
    private var areFixed: Bool {
      literals.missing == 2 << 4 && literals.length(0b0000_1100) == 8
        && literals.length(0b1_1111_1111) == 9 && literals.length(0) == 7
    }
  }

  /// One of ISA-L's tables: an entry for every value of the next bits.
  ///
  /// Codes that are longer share an entry that is flagged: it tells the place of theirs in a second
  /// table and the length of the longest of them, hence how many entries that one has. Where a set
  /// lacks a code, entries are 0.
  @safe
  private struct IsalCodeTable<Entry: FixedWidthInteger & UnsignedInteger> {
    private let entries: UnsafeBufferPointer<Entry>
    private let longEntries: UnsafeBufferPointer<UInt16>
    private let bits: Int
    /// The bit that flags an entry.
    private let flag: Int
    /// The bit from which on an entry tells its code's length, and a flagged one the longest.
    private let lengths: (code: Int, longest: Int)

    init(
      _ start: UnsafeRawPointer,
      size: Int,
      bits: Int,
      flag: Int,
      lengths: (code: Int, longest: Int)
    ) {
      let shortSize = MemoryLayout<Entry>.size << bits
      // SAFETY: in C the structure is an array of entries and one of 16-bit integers behind it.
      unsafe entries = UnsafeBufferPointer(
        start: start.assumingMemoryBound(to: Entry.self),
        count: 1 << bits
      )
      unsafe longEntries = UnsafeBufferPointer(
        start: (start + shortSize).assumingMemoryBound(to: UInt16.self),
        count: (size - shortSize) / MemoryLayout<UInt16>.size
      )
      (self.bits, self.flag, self.lengths) = (bits, flag, lengths)
    }

    /// The entries without a code.
    var missing: Int { unsafe entries.count { $0 == 0 } }

    /// The length in bits of the code that some bits begin with, if the table has it.
    func length(_ bits: Int) -> Int { unsafe Int(entries[bits] >> lengths.code) }

    /// Whether codes are missing, unless all are, or all but one of one bit.
    var isIncomplete: Bool {
      guard unsafe !entries.contains(where: lacksLongCode) else { return true }
      switch missing {
      case 0, 1 << bits: return false
      case 1 << (bits - 1): return unsafe entries.contains { $0 != 0 && $0 >> lengths.code != 1 }
      default: return true
      }
    }

    private func lacksLongCode(_ entry: Entry) -> Bool {
      guard entry >> flag & 1 != 0 else { return false }
      let first = Int(entry & (1 << flag - 1))
      let last = first + 1 << max(0, Int(entry >> lengths.longest) - bits)
      guard unsafe last <= longEntries.count else { return true }
      return unsafe longEntries[first..<last].contains(0)
    }
  }
#endif
