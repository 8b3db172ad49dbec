/// A name as a small integer; equal names of one ``SymbolTable`` have equal symbols.
public struct Symbol: Hashable, Comparable, Sendable {
  /// The index in the table. 0 is the empty name, which also stands for "absent".
  public var index: UInt32

  @inlinable @inline(__always)
  public init(index: UInt32) { self.index = index }

  /// The empty name, the same in every table.
  public static let empty = Symbol(index: 0)

  @inlinable @inline(__always)
  public static func == (left: Symbol, right: Symbol) -> Bool { left.index == right.index }

  @inlinable @inline(__always)
  public static func < (left: Symbol, right: Symbol) -> Bool { left.index < right.index }
}

/// Names, each stored once and known by a 32-bit ``Symbol``.
///
/// Symbols count up from 0 in the order of first appearance, so they mean nothing outside their
/// table: whoever writes names for others writes the text.
public struct SymbolTable: Sendable {
  @usableFromInline
  struct Entry: Sendable {
    @usableFromInline var hash: UInt64
    @usableFromInline var head: UInt64
    @usableFromInline var tail: UInt64
    @usableFromInline var offset: UInt32
    @usableFromInline var length: UInt32
  }

  @usableFromInline var bytes: [UInt8] = []
  @usableFromInline var entries: [Entry] = []
  /// Open addressing by the low bits of the hash; 0 is free, else symbol + 1.
  @usableFromInline var slots: [UInt32] = []
  @usableFromInline var mask = 0

  public init() { removeAll() }

  /// The number of names, the empty one included.
  @inlinable
  public var count: Int { entries.count }

  /// The bytes that the names take, without the index.
  public var byteCount: Int { bytes.count }

  /// Forgets every name but the empty one.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    slots = [UInt32](repeating: 0, count: 256)
    mask = 255
    let empty: [UInt8] = []
    _ = intern(empty.span, NameKey(empty.span))
  }

  /// Returns the symbol of a name, adding the name when it is new.
  ///
  /// - Complexity: O(1) on average for a known name of up to 16 bytes: its bytes are not read.
  @inlinable @inline(__always)
  public mutating func intern(_ name: Span<UInt8>, _ key: NameKey) -> Symbol {
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      let stored = slots[slot]
      if stored == 0 { break }
      if matches(entries[Int(stored - 1)], name, key) { return Symbol(index: stored - 1) }
      slot = (slot + 1) & mask
    }
    return insert(name, key, at: slot)
  }

  /// Returns the symbol of a name, adding the name when it is new.
  public mutating func intern(_ name: String) -> Symbol { intern(utf8: Array(name.utf8)) }

  /// Returns the symbol of a name, adding the name when it is new.
  public mutating func intern(utf8 name: [UInt8]) -> Symbol {
    intern(name.span, NameKey(name.span))
  }

  /// Returns this table's symbol for a name of another table.
  public mutating func intern(_ symbol: Symbol, of other: SymbolTable) -> Symbol {
    let entry = other.entries[Int(symbol.index)]
    let start = Int(entry.offset)
    let name = other.bytes.span.extracting(start..<start + Int(entry.length))
    return intern(
      name,
      NameKey(hash: entry.hash, head: entry.head, tail: entry.tail, length: Int(entry.length)))
  }

  /// The symbol of a name, or `nil` when the table does not hold it.
  public func find(_ name: String) -> Symbol? {
    let utf8 = Array(name.utf8)
    let key = NameKey(utf8.span)
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while slots[slot] != 0 {
      let stored = slots[slot] - 1
      if matches(entries[Int(stored)], utf8.span, key) { return Symbol(index: stored) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The stable hash of a name.
  @inlinable @inline(__always)
  public func hash(of symbol: Symbol) -> UInt64 { entries[Int(symbol.index)].hash }

  /// The bytes of a name: UTF-8 as it stood in the log, escapes decoded.
  public func utf8(of symbol: Symbol) -> ArraySlice<UInt8> {
    let entry = entries[Int(symbol.index)]
    return bytes[Int(entry.offset)..<Int(entry.offset) + Int(entry.length)]
  }

  /// The name as a string.
  public func string(of symbol: Symbol) -> String {
    String(decoding: utf8(of: symbol), as: UTF8.self)
  }

  @inlinable @inline(__always)
  func matches(_ entry: Entry, _ name: Span<UInt8>, _ key: NameKey) -> Bool {
    guard
      entry.hash == key.hash, entry.head == key.head, entry.tail == key.tail,
      Int(entry.length) == key.length
    else { return false }
    // Head and tail cover every byte of up to 16.
    return key.length <= 16 || middleMatches(entry, name)
  }

  @usableFromInline
  func middleMatches(_ entry: Entry, _ name: Span<UInt8>) -> Bool {
    let start = Int(entry.offset)
    for index in 8..<name.count - 8 where bytes[start + index] != name[index] { return false }
    return true
  }

  @usableFromInline
  mutating func insert(_ name: Span<UInt8>, _ key: NameKey, at slot: Int) -> Symbol {
    precondition(bytes.count + name.count <= Int(UInt32.max), "a symbol table holds up to 4 GiB")
    let symbol = UInt32(entries.count)
    entries.append(
      Entry(
        hash: key.hash, head: key.head, tail: key.tail, offset: UInt32(bytes.count),
        length: UInt32(name.count)))
    for index in name.indices { bytes.append(name[index]) }
    slots[slot] = symbol + 1
    if entries.count * 2 > slots.count { grow() }
    return Symbol(index: symbol)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index) + 1
    }
  }
}
