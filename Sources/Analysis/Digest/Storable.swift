internal import MetricLog
internal import Statistics

/// A value that a digest stores; names are stored as indices into the digest's names.
protocol Storable {
  func encode(into writer: inout ByteWriter)
  init(from part: inout PartReader) throws(ByteCodingError)
}

/// A part of a stored digest while it is read.
struct PartReader {
  var bytes: ByteReader
  /// The number of names; symbols are below it.
  let names: UInt64

  /// Reads a name.
  mutating func symbol() throws(ByteCodingError) -> Symbol {
    let index = try bytes.unsigned()
    guard index < names else { throw bytes.damaged }
    return Symbol(index: UInt32(index))
  }

  /// Reads the first hour of a stretch.
  mutating func stretch() throws(ByteCodingError) -> Int32 {
    guard let stretch = Int32(exactly: try bytes.natural()) else { throw bytes.damaged }
    return stretch
  }

  /// Reads a one-byte enumeration.
  mutating func value<Value: RawRepresentable>(
    _: Value.Type
  ) throws(ByteCodingError) -> Value where Value.RawValue == UInt8 {
    guard let value = Value(rawValue: try bytes.byte()) else { throw bytes.damaged }
    return value
  }

  /// Reads a truth value.
  mutating func flag() throws(ByteCodingError) -> Bool {
    switch try bytes.byte() {
    case 0: return false
    case 1: return true
    default: throw bytes.damaged
    }
  }

  /// Reads UTF-8 text.
  mutating func text() throws(ByteCodingError) -> String {
    String(decoding: try bytes.take(try bytes.count()), as: UTF8.self)
  }

  /// Reads a list.
  mutating func list<Value: Storable>() throws(ByteCodingError) -> [Value] {
    var values: [Value] = []
    for _ in 0..<(try bytes.count()) { values.append(try Value(from: &self)) }
    return values
  }

  /// Reads a table; a key that stands twice is damage.
  mutating func table<Key: NamedKey & Storable, Value: Mergeable & Storable>(
    limit: Int
  ) throws(ByteCodingError) -> BoundedTable<Key, Value> {
    let isCut = try flag()
    let other = try Value(from: &self)
    var values: [Key: Value] = [:]
    let count = try bytes.count(elementSize: 2)
    guard count <= limit else { throw bytes.damaged }
    for _ in 0..<count { values[try Key(from: &self)] = try Value(from: &self) }
    guard values.count == count else { throw bytes.damaged }
    return BoundedTable(limit: limit, values: values, other: other, isCut: isCut)
  }
}

extension ByteWriter {
  /// Writes a name.
  mutating func symbol(_ symbol: Symbol) { unsigned(UInt64(symbol.index)) }

  /// Writes several names.
  mutating func symbols(_ symbols: Symbol...) { for symbol in symbols { self.symbol(symbol) } }

  /// Writes an integer that is not negative.
  mutating func natural(_ value: Int64) { unsigned(UInt64(value)) }

  /// Writes several integers that are not negative.
  mutating func naturals(_ values: Int64...) { for value in values { natural(value) } }

  /// Writes a one-byte enumeration.
  mutating func value(_ value: some RawRepresentable<UInt8>) {
    byte(value.rawValue)
  }

  /// Writes a truth value.
  mutating func flag(_ flag: Bool) { byte(flag ? 1 : 0) }

  /// Writes UTF-8 text.
  mutating func text(_ text: String) {
    count(text.utf8.count)
    append(text.utf8)
  }

  /// Writes a list.
  mutating func list(_ values: [some Storable]) {
    count(values.count)
    for value in values { value.encode(into: &self) }
  }

  /// Writes a table in the order of its keys.
  mutating func table<Key: NamedKey & Storable, Value: Mergeable & Storable>(
    _ table: BoundedTable<Key, Value>
  ) {
    flag(table.isCut)
    table.other.encode(into: &self)
    let entries = table.sorted
    count(entries.count)
    for (key, value) in entries {
      key.encode(into: &self)
      value.encode(into: &self)
    }
  }
}
