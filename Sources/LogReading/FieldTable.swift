internal import MetricLog

/// Finds a field name by its bytes: one multiplication, one probe, one comparison of two words.
///
/// All names of the format fit two words. The multiplier is searched for when the table is made, so
/// that no two names share a slot; the search starts at a fixed number and ends at the same one
/// every time.
struct FieldTable {
  private struct Slot {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var field: FieldName?
  }

  private var slots: [Slot] = []
  private var multiplier: UInt64 = 0

  /// The number of slots: a power of two, large enough that a multiplier is found at once.
  private static let slotBits: UInt64 = 9

  /// The table; the search for its multiplier is done once in a process.
  static let shared = FieldTable()

  private init() {
    var candidate: UInt64 = 0x9e37_79b9_7f4a_7c15
    while !fill(multiplier: candidate) { candidate = candidate &* 0xd134_2543_de82_ef95 &+ 2 }
  }

  /// The field whose name has these first and second eight bytes, zero-padded; `nil` if none has.
  @inline(__always)
  func find(head: UInt64, tail: UInt64) -> FieldName? {
    let slot = slots[Self.index(head, tail, multiplier)]
    guard slot.head == head, slot.tail == tail else { return nil }
    return slot.field
  }

  @inline(__always)
  private static func index(_ head: UInt64, _ tail: UInt64, _ multiplier: UInt64) -> Int {
    Int(truncatingIfNeeded: ((head ^ (tail &<< 1)) &* multiplier) &>> (64 - slotBits))
  }

  private mutating func fill(multiplier: UInt64) -> Bool {
    self.multiplier = multiplier
    slots = [Slot](repeating: Slot(), count: 1 << Int(Self.slotBits))
    for field in FieldName.allCases {
      let words = Self.words(of: Array(field.text.utf8))
      let index = Self.index(words.head, words.tail, multiplier)
      guard slots[index].field == nil else { return false }
      slots[index] = Slot(head: words.head, tail: words.tail, field: field)
    }
    return true
  }

  /// The two words of a name of up to 16 bytes.
  static func words(of name: [UInt8]) -> (head: UInt64, tail: UInt64) {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    for (index, byte) in name.prefix(16).enumerated() {
      if index < 8 {
        head |= UInt64(byte) << UInt64(8 * index)
      } else {
        tail |= UInt64(byte) << UInt64(8 * (index - 8))
      }
    }
    return (head, tail)
  }
}
