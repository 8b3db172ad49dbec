internal import MetricLog

extension SymbolTable {
  /// Longer names are cut, in bytes: a million long names must not fill the memory.
  private static let nameLimit = 256
  /// Longer operation and statement texts are cut here, in bytes.
  private static let textLimit = 4096

  /// Returns this table's symbol for a name of another table, or for what a long name is cut to: its
  /// beginning and its hash, so that different names stay different.
  mutating func internName(_ symbol: Symbol, of other: SymbolTable) -> Symbol {
    guard other.utf8(of: symbol).count > Self.nameLimit else { return intern(symbol, of: other) }
    let digits = String(other.hash(of: symbol), radix: 16)
    let ending = "…" + String(repeating: "0", count: 16 - digits.count) + digits
    let beginning = other.beginning(of: symbol, count: Self.nameLimit - ending.utf8.count)
    return intern(utf8: beginning + Array(ending.utf8))
  }

  /// Returns this table's symbol for a text of another table, which may be cut.
  mutating func internText(_ symbol: Symbol, of other: SymbolTable) -> Symbol {
    guard other.utf8(of: symbol).count > Self.textLimit else { return intern(symbol, of: other) }
    return intern(utf8: other.beginning(of: symbol, count: Self.textLimit) + Array("…".utf8))
  }

  /// At most `count` bytes of a longer name, whole characters only.
  private func beginning(of symbol: Symbol, count: Int) -> [UInt8] {
    let name = utf8(of: symbol)
    var end = name.startIndex + count
    while end > name.startIndex, name[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(name[name.startIndex..<end])
  }
}
