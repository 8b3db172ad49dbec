/// A name as a small integer; equal names of one ``SymbolTable`` have equal symbols.
public struct Symbol: Hashable, Comparable, Sendable {
  /// The index in the table.
  ///
  /// 0 is the empty name, which also stands for "absent".
  public var index: UInt32

  /// The symbol at an index of its table.
  @inlinable @inline(__always)
  public init(index: UInt32) { self.index = index }

  /// The empty name, the same in every table.
  public static let empty = Symbol(index: 0)

  /// Whether two symbols of one table are the same name.
  @inlinable @inline(__always)
  public static func == (left: Symbol, right: Symbol) -> Bool { left.index == right.index }

  /// The order of indices, which is that of names only in a settled digest.
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
  /// Open addressing by `slotHash`; 0 is free, else symbol + 1.
  @usableFromInline var slots: [UInt32] = []
  @usableFromInline var mask = 0
  /// Random, so that nobody can write names that all share a slot; the symbols do not depend on it.
  @usableFromInline let seed: (UInt64, UInt64)

  /// A table of the empty name.
  public init() {
    seed = (.random(in: .min ... .max), .random(in: .min ... .max))
    removeAll()
  }

  /// The number of names, the empty one included.
  @inlinable
  public var count: Int { entries.count }

  /// The bytes that the names take, without the index.
  public var byteCount: Int { bytes.count }

  /// Forgets every name but the empty one.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    slots = [UInt32](repeating: 0, count: 1024)
    mask = 1023
    let empty: [UInt8] = []
    _ = intern(utf8: empty)
  }

  /// Returns the symbol of a name, adding the name when it is new.
  ///
  /// - Parameters:
  ///   - name: The bytes of the name.
  ///   - words: The name's ``NameWords``.
  /// - Returns: The name's symbol.
  /// - Complexity: O(1) on average for a known name of up to 16 bytes: its bytes are not read.
  @inlinable @inline(__always)
  public mutating func intern(_ name: Span<UInt8>, _ words: NameWords) -> Symbol {
    var slot = slotHash(name, words) & mask
    while true {
      let stored = slots[slot]
      if stored == 0 { break }
      if matches(entries[Int(stored - 1)], name, words) { return Symbol(index: stored - 1) }
      slot = (slot + 1) & mask
    }
    return insert(name, words, at: slot)
  }

  /// Where the search begins: head and tail are all of a name of up to 16 bytes.
  ///
  /// Longer names need every byte, or names that differ in the middle only would share one slot.
  @inlinable @inline(__always)
  func slotHash(_ name: Span<UInt8>, _ words: NameWords) -> Int {
    guard name.count <= 16 else {
      return Int(truncatingIfNeeded: StableHash.of(name, seed: seed.0))
    }
    let product = (words.head ^ seed.0).multipliedFullWidth(by: words.tail ^ seed.1)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  /// Returns the symbol of a name, adding the name when it is new.
  public mutating func intern(_ name: String) -> Symbol { intern(utf8: Array(name.utf8)) }

  /// Returns the symbol of a name, adding the name when it is new.
  public mutating func intern(utf8 name: [UInt8]) -> Symbol {
    intern(name.span, NameWords(name.span))
  }

  /// Returns this table's symbol for a name of another table.
  public mutating func intern(_ symbol: Symbol, of other: SymbolTable) -> Symbol {
    let entry = other.entries[Int(symbol.index)]
    let start = Int(entry.offset)
    let name = other.bytes.span.extracting(start..<start + Int(entry.length))
    return intern(name, NameWords(head: entry.head, tail: entry.tail))
  }

  /// The symbol of a name, or `nil` when the table does not hold it.
  public func find(_ name: String) -> Symbol? {
    let utf8 = Array(name.utf8)
    let words = NameWords(utf8.span)
    var slot = slotHash(utf8.span, words) & mask
    while slots[slot] != 0 {
      let stored = slots[slot] - 1
      if matches(entries[Int(stored)], utf8.span, words) { return Symbol(index: stored) }
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
  func matches(_ entry: Entry, _ name: Span<UInt8>, _ words: NameWords) -> Bool {
    guard
      entry.head == words.head, entry.tail == words.tail, Int(entry.length) == name.count
    else { return false }
    // Head and tail cover every byte of up to 16.
    return name.count <= 16 || middleMatches(entry, name)
  }

  @usableFromInline
  func middleMatches(_ entry: Entry, _ name: Span<UInt8>) -> Bool {
    let start = Int(entry.offset)
    for index in 8..<name.count - 8 where bytes[start + index] != name[index] { return false }
    return true
  }

  @usableFromInline
  mutating func insert(_ name: Span<UInt8>, _ words: NameWords, at slot: Int) -> Symbol {
    precondition(bytes.count + name.count <= Int(UInt32.max), "a symbol table holds up to 4 GiB")
    let symbol = UInt32(entries.count)
    entries.append(
      Entry(
        hash: StableHash.of(name),
        head: words.head,
        tail: words.tail,
        offset: UInt32(bytes.count),
        length: UInt32(name.count)
      )
    )
    for index in name.indices { bytes.append(name[index]) }
    slots[slot] = symbol + 1
    // At most a quarter is taken: a name in the wrong slot costs a look at another name.
    if entries.count * 4 > slots.count { grow() }
    return Symbol(index: symbol)
  }

  private func slotHash(ofEntry index: Int) -> Int {
    let entry = entries[index]
    let start = Int(entry.offset)
    let name = bytes.span.extracting(start..<start + Int(entry.length))
    return slotHash(name, NameWords(head: entry.head, tail: entry.tail))
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    for index in entries.indices {
      var slot = slotHash(ofEntry: index) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index) + 1
    }
  }
}
