/// Damage as disks, networks and crashes do it to files.
package enum Damage: CaseIterable, Sendable {
  case flipBit, replaceByte, cut, insertBytes, repeatBytes, deleteBytes, insertNULs, insertNewline
  case swapParts

  /// The bytes with this damage at a random place.
  package func applied(to bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var damaged = bytes
    let place = random.below(bytes.count)
    let end = min(bytes.count, place + 1 + random.below(20))
    switch self {
    case .flipBit: damaged[place] ^= 1 << UInt8(random.below(8))
    case .replaceByte: damaged[place] = UInt8(random.below(256))
    case .cut: damaged.removeSubrange(place...)
    case .insertBytes:
      damaged.insert(contentsOf: random.bytes(random.within(1...20)), at: place)
    case .repeatBytes: damaged.insert(contentsOf: bytes[place..<end], at: place)
    case .deleteBytes: damaged.removeSubrange(place..<end)
    case .insertNULs:
      damaged.insert(contentsOf: repeatElement(0, count: random.within(1...20)), at: place)
    case .insertNewline: damaged.insert(0x0A, at: place)
    case .swapParts:
      let other = random.below(bytes.count)
      let (first, second) = (min(place, other), max(place, other))
      damaged = Array(bytes[first..<second] + bytes[..<first] + bytes[second...])
    }
    return damaged
  }

  /// The bytes with one to three damages of any kind.
  package static func some(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var damaged = bytes
    for _ in 0..<random.within(1...3) {
      damaged = random.pick(allCases).applied(to: damaged, &random)
    }
    return damaged
  }
}
