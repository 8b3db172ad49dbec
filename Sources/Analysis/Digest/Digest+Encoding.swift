internal import MetricLog
internal import Statistics

/// Why a digest cannot be read.
package enum DigestError: Error, Equatable {
  /// The bytes do not begin as a digest does.
  case notADigest
  /// The digest was written by a newer version of nightjar.
  case newer(version: UInt64)
  /// The digest was written by an older version, and lacks what this one needs.
  case older(version: UInt64)
  /// A part of the digest is cut off or has other content than its checksum says.
  case damaged(section: String)

  /// The reason and the remedy in one sentence.
  package var message: String {
    switch self {
    case .notADigest: "is not a digest"
    case .newer(let version):
      "is a digest of format \(version), this nightjar reads up to format "
        + "\(Digest.formatVersion): use the nightjar that wrote it, or a newer one"
    case .older(let version):
      "is a digest of format \(version), this nightjar reads format \(Digest.formatVersion): "
        + "make it anew from the logs"
    case .damaged(let section):
      "is damaged in its part \"\(section)\": make it anew from the logs, or copy it again"
    }
  }
}

/// The parts of a stored digest, in this order.
///
/// Raw values are stored: append, never renumber.
enum DigestSection: UInt8, CaseIterable {
  case names = 1
  case input, sources, operations, folded, sample, texts, events, processes

  var name: String { "\(self)" }
}

extension Digest {
  /// The version of the stored form that this code writes, and the only one it reads.
  ///
  /// 2 has whole requests, which 1 cannot be given afterwards.
  package static let formatVersion: UInt64 = 2
  /// The first bytes of a stored digest.
  package static let magic = Array("NJDIGEST".utf8)

  /// CRC-32 of a stored digest, by which the same file is recognised.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 { Checksum.crc32(bytes[...]) }

  /// The stored form of a settled digest: equal content gives equal bytes.
  ///
  /// Magic, format version, number of parts; then for each part its tag, its length, its bytes and
  /// their CRC-32. Integers are variable-length, names are indices into the part of names.
  package func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    encode { bytes += $0 }
    return bytes
  }

  /// Hands on the stored form piece by piece, so that a large digest is not in memory twice.
  package func encode(to output: ([UInt8]) throws -> Void) rethrows {
    var header = ByteWriter()
    header.append(Self.magic)
    header.unsigned(Self.formatVersion)
    header.count(DigestSection.allCases.count)
    try output(header.bytes)
    for section in DigestSection.allCases { try encode(section, to: output) }
  }

  private func encode(_ section: DigestSection, to output: ([UInt8]) throws -> Void) rethrows {
    // The length comes first in the file, so it is found by writing everything once to nowhere.
    var head = ByteWriter()
    head.byte(section.rawValue)
    head.count(ByteWriter.length { encode(section, into: &$0) { _ in } })
    try output(head.bytes)
    var checksum: UInt32 = 0
    var writer = ByteWriter()
    try encode(section, into: &writer) { writer in
      guard writer.bytes.count > Self.pieceSize else { return }
      checksum = Checksum.crc32(writer.bytes[...], after: checksum)
      try output(writer.bytes)
      writer.removeAll()
    }
    var tail = ByteWriter()
    tail.fixed32(Checksum.crc32(writer.bytes[...], after: checksum))
    try output(writer.bytes + tail.bytes)
  }

  /// Pieces are handed on when they have so many bytes.
  private static let pieceSize = 1 << 18

  /// Writes a part; `pause` is called behind each operation and may take the bytes away.
  private func encode(
    _ section: DigestSection,
    into writer: inout ByteWriter,
    pause: (inout ByteWriter) throws -> Void
  ) rethrows {
    switch section {
    case .names: encodeNames(into: &writer)
    case .input: encodeInput(into: &writer)
    case .sources: encodeSources(into: &writer)
    case .operations:
      writer.count(operations.items.count)
      for item in operations.items {
        item.encode(into: &writer)
        try pause(&writer)
      }
    case .folded: writer.list(operations.others)
    case .sample: writer.list(sample.entries)
    case .texts:
      writer.table(operationTexts)
      writer.table(statementTexts)
    case .events:
      writer.table(deploys)
      writer.table(alerts)
      writer.table(cacheEvents)
      writer.table(unknownNames)
    case .processes: writer.table(processes)
    }
  }

  /// Reads a stored digest; what its bytes claim is checked, never trusted.
  package init(
    encoded bytes: [UInt8],
    limits: DigestLimits = .standard
  ) throws(DigestError) {
    guard bytes.starts(with: Self.magic) else { throw DigestError.notADigest }
    self.init(limits: limits)
    var reader = ByteReader(bytes[Self.magic.count...])
    guard let version = try? reader.unsigned() else { throw DigestError.damaged(section: "header") }
    guard version <= Self.formatVersion else { throw DigestError.newer(version: version) }
    guard version > 0 else { throw DigestError.damaged(section: "header") }
    guard version == Self.formatVersion else { throw DigestError.older(version: version) }
    guard (try? reader.unsigned()) == UInt64(DigestSection.allCases.count) else {
      throw DigestError.damaged(section: "header")
    }
    for section in DigestSection.allCases {
      do throws(ByteCodingError) {
        try decode(section, from: &reader)
      } catch {
        throw DigestError.damaged(section: section.name)
      }
    }
    guard reader.remaining == 0 else { throw DigestError.damaged(section: "end") }
    resume()
  }

  /// Reads one part with its tag, length and checksum.
  private mutating func decode(
    _ section: DigestSection,
    from reader: inout ByteReader
  ) throws(ByteCodingError) {
    guard try reader.byte() == section.rawValue else { throw reader.damaged }
    let bytes = try reader.take(try reader.count())
    guard try reader.fixed32() == Checksum.crc32(bytes) else { throw reader.damaged }
    var part = PartReader(bytes: ByteReader(bytes), names: UInt64(names.count))
    try decode(section, from: &part)
    guard part.bytes.remaining == 0 else { throw part.bytes.damaged }
  }

  private mutating func decode(
    _ section: DigestSection,
    from part: inout PartReader
  ) throws(ByteCodingError) {
    switch section {
    case .names: names = try Self.names(from: &part)
    case .input: try decodeInput(from: &part)
    case .sources: try decodeSources(from: &part)
    case .operations:
      operations.restore(items: try part.list(), others: [], names: names)
    case .folded:
      operations.restore(items: operations.items, others: try part.list(), names: names)
    case .sample: sample.restore(try part.list())
    case .texts:
      operationTexts = try part.table(limit: operationTexts.limit)
      statementTexts = try part.table(limit: statementTexts.limit)
    case .events:
      deploys = try part.table(limit: deploys.limit)
      alerts = try part.table(limit: alerts.limit)
      cacheEvents = try part.table(limit: cacheEvents.limit)
      unknownNames = try part.table(limit: unknownNames.limit)
    case .processes: processes = try part.table(limit: processes.limit)
    }
  }

  // MARK: - Names, input and writers

  private func encodeNames(into writer: inout ByteWriter) {
    writer.count(names.count)
    for index in 0..<names.count {
      let name = names.utf8(of: Symbol(index: UInt32(index)))
      writer.count(name.count)
      writer.append(name)
    }
  }

  private static func names(from part: inout PartReader) throws(ByteCodingError) -> SymbolTable {
    var names = SymbolTable()
    let count = try part.bytes.count()
    for index in 0..<count {
      let name = Array(try part.bytes.take(try part.bytes.count()))
      guard names.intern(utf8: name).index == UInt32(index) else { throw part.bytes.damaged }
    }
    guard count > 0 else { throw part.bytes.damaged }
    return names
  }

  private func encodeInput(into writer: inout ByteWriter) {
    for count in [duplicates, unidentified, unselected, sampledLines] { writer.natural(count) }
    writer.natural(firstMicroseconds <= lastMicroseconds ? 1 : 0)
    if firstMicroseconds <= lastMicroseconds {
      writer.natural(firstMicroseconds)
      writer.natural(lastMicroseconds)
    }
    for grid in [periods.cells, periods.breakdowns, eventGrid] { grid.encode(into: &writer) }
    writer.list(files)
    writer.list(rejectedLines)
  }

  private mutating func decodeInput(from part: inout PartReader) throws(ByteCodingError) {
    duplicates = try part.bytes.natural()
    unidentified = try part.bytes.natural()
    unselected = try part.bytes.natural()
    sampledLines = try part.bytes.natural()
    if try part.bytes.natural() == 1 {
      firstMicroseconds = try part.bytes.natural()
      lastMicroseconds = try part.bytes.natural()
    }
    try periods.cells.decode(from: &part)
    try periods.breakdowns.decode(from: &part)
    try eventGrid.decode(from: &part)
    files = try part.list()
    rejectedLines = try part.list()
  }

  private func encodeSources(into writer: inout ByteWriter) {
    writer.natural(sources.isFull ? 1 : 0)
    writer.list(sources.sources)
  }

  private mutating func decodeSources(from part: inout PartReader) throws(ByteCodingError) {
    let isFull = try part.bytes.natural() == 1
    sources.restore(try part.list(), isFull: isFull)
  }
}

extension TimeGrid {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.count(level)
    writer.count(stretches.count)
    for (stretch, releases) in stretches.sorted(by: { $0.key < $1.key }) {
      writer.natural(Int64(stretch))
      writer.flag(releases.isCut)
      writer.count(releases.kept.count)
      for release in releases.kept.sorted() { writer.symbol(release) }
    }
  }

  fileprivate mutating func decode(from part: inout PartReader) throws(ByteCodingError) {
    let level = try part.bytes.natural()
    guard level < Self.hours.count else { throw part.bytes.damaged }
    var stretches: [Int32: Releases] = [:]
    for _ in 0..<(try part.bytes.count(elementSize: 3)) {
      let stretch = try part.stretch()
      var releases = Releases()
      releases.isCut = try part.flag()
      for _ in 0..<(try part.bytes.count()) { releases.kept.append(try part.symbol()) }
      guard stretches.updateValue(releases, forKey: stretch) == nil else {
        throw part.bytes.damaged
      }
    }
    restore(level: Int(level), stretches: stretches)
  }
}
