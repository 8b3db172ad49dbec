internal import Statistics

/// Writes rows whose names are stored once, however often they are used.
///
/// Form: version, number of names, each name's length and UTF-8, then the rows. Names are numbered as
/// they are first used, so equal rows in equal order give equal bytes.
struct NamedWriter {
  /// What rows write numbers into.
  var bytes = ByteWriter()
  private var indices: [String: Int] = [:]
  private var names: [String] = []

  /// Writes a name.
  mutating func name(_ name: String) {
    if let index = indices[name] { return bytes.count(index) }
    indices[name] = names.count
    bytes.count(names.count)
    names.append(name)
  }

  /// The names and rows behind a version.
  func finished(version: UInt8) -> [UInt8] {
    var whole = ByteWriter()
    whole.byte(version)
    whole.count(names.count)
    for name in names { whole.text(name) }
    whole.append(bytes.bytes)
    return whole.bytes
  }
}

/// Reads what ``NamedWriter`` wrote, trusting nothing.
struct NamedReader {
  var bytes: ByteReader
  private var names: [String] = []

  /// Reads the version, which must be `version`, and the names.
  init(_ stored: [UInt8], version: UInt8) throws(ByteCodingError) {
    bytes = ByteReader(stored[...])
    guard try bytes.byte() == version else { throw bytes.damaged }
    for _ in 0..<(try bytes.count()) {
      names.append(String(decoding: try bytes.take(try bytes.count()), as: UTF8.self))
    }
  }

  /// Reads a name.
  mutating func name() throws(ByteCodingError) -> String {
    let index = try bytes.unsigned()
    guard index < UInt64(names.count) else { throw bytes.damaged }
    return names[Int(index)]
  }

  /// Expects that everything was read.
  func finish() throws(ByteCodingError) {
    guard bytes.remaining == 0 else { throw bytes.damaged }
  }
}

/// A row of a table that a history keeps of a day.
protocol StoredRow: Sendable {
  func encode(into writer: inout NamedWriter)
  init(from reader: inout NamedReader) throws(ByteCodingError)
}

extension OperationName: StoredRow {
  func encode(into writer: inout NamedWriter) {
    for text in [service, env, name, kind] { writer.name(text) }
  }

  init(from reader: inout NamedReader) throws(ByteCodingError) {
    self.init(
      service: try reader.name(),
      env: try reader.name(),
      name: try reader.name(),
      kind: try reader.name()
    )
  }
}

extension NamedWriter {
  /// Writes a table in the order of its keys.
  mutating func table<Row: StoredRow>(_ rows: [OperationName: Row]) {
    bytes.count(rows.count)
    for (name, row) in rows.sorted(by: { $0.key < $1.key }) {
      name.encode(into: &self)
      row.encode(into: &self)
    }
  }
}

extension NamedReader {
  /// Reads a table; a key that stands twice is damage.
  mutating func table<Row: StoredRow>() throws(ByteCodingError) -> [OperationName: Row] {
    let count = try bytes.count(elementSize: 4)
    var rows: [OperationName: Row] = [:]
    rows.reserveCapacity(count)
    for _ in 0..<count { rows[try OperationName(from: &self)] = try Row(from: &self) }
    guard rows.count == count else { throw bytes.damaged }
    return rows
  }
}
