internal import MetricLog
package import Statistics

/// What an operation's requests of a day were made of: the texts it came with, the statements it issued,
/// and who asked.
package struct OperationDetails: Sendable, Equatable {
  /// A signature or fingerprint, and the requests that had it.
  package struct Part: Sendable, Equatable {
    package var name: String
    package var requests: Int64
    /// Of statements how often they were issued, else the requests.
    package var count: Int64
    package var nanoseconds: Int64

    package init(name: String, requests: Int64, count: Int64, nanoseconds: Int64) {
      self.name = name
      (self.requests, self.count, self.nanoseconds) = (requests, count, nanoseconds)
    }
  }

  /// A client's requests.
  package struct Client: Sendable, Equatable {
    package var name: String
    package var version: String
    package var requests: Int64
    package var requestsWithErrors: Int64
    package var nanoseconds: Int64

    package init(
      name: String,
      version: String,
      requests: Int64,
      requestsWithErrors: Int64,
      nanoseconds: Int64
    ) {
      (self.name, self.version) = (name, version)
      self.requests = requests
      self.requestsWithErrors = requestsWithErrors
      self.nanoseconds = nanoseconds
    }
  }

  /// By signature; empty when the log does not say.
  package var signatures: [Part] = []
  /// By fingerprint, all fields together.
  package var statements: [Part] = []
  package var clients: [Client] = []

  package init() {}

  /// Puts the breakdowns of all hours together; what was too many to keep is left out.
  init(_ breakdowns: [Breakdown], _ names: SymbolTable) {
    var sums: [[String]: DetailSums] = [:]
    for breakdown in breakdowns {
      for entry in breakdown.details.entries where !entry.key.isOther {
        let name = names.string(of: entry.key.first)
        let key: [String]
        switch entry.key.kind {
        case .signature: key = ["s", name]
        case .statement: key = ["d", name]
        case .client: key = ["c", name, names.string(of: Symbol(index: entry.key.second))]
        default: continue
        }
        sums[key, default: DetailSums()].merge(entry.sums)
      }
    }
    for (key, sum) in sums.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      switch key[0] {
      case "s":
        signatures.append(
          Part(name: key[1], requests: sum.requests, count: sum.requests, nanoseconds: 0)
        )
      case "d":
        statements.append(
          Part(name: key[1], requests: sum.requests, count: sum.sumA, nanoseconds: sum.sumB)
        )
      default:
        clients.append(
          Client(
            name: key[1],
            version: key[2],
            requests: sum.requests,
            requestsWithErrors: sum.sumA,
            nanoseconds: sum.sumB
          )
        )
      }
    }
  }
}

extension OperationDetails: StoredRow {
  func encode(into writer: inout NamedWriter) {
    for parts in [signatures, statements] {
      writer.bytes.count(parts.count)
      for part in parts {
        writer.name(part.name)
        writer.bytes.naturals(part.requests, part.count, part.nanoseconds)
      }
    }
    writer.bytes.count(clients.count)
    for client in clients {
      writer.name(client.name)
      writer.name(client.version)
      writer.bytes.naturals(client.requests, client.requestsWithErrors, client.nanoseconds)
    }
  }

  init(from reader: inout NamedReader) throws(ByteCodingError) {
    signatures = try Self.parts(&reader)
    statements = try Self.parts(&reader)
    for _ in 0..<(try reader.bytes.count(elementSize: 5)) {
      clients.append(
        Client(
          name: try reader.name(),
          version: try reader.name(),
          requests: try reader.bytes.natural(),
          requestsWithErrors: try reader.bytes.natural(),
          nanoseconds: try reader.bytes.natural()
        )
      )
    }
  }

  private static func parts(_ reader: inout NamedReader) throws(ByteCodingError) -> [Part] {
    var parts: [Part] = []
    for _ in 0..<(try reader.bytes.count(elementSize: 4)) {
      parts.append(
        Part(
          name: try reader.name(),
          requests: try reader.bytes.natural(),
          count: try reader.bytes.natural(),
          nanoseconds: try reader.bytes.natural()
        )
      )
    }
    return parts
  }
}

/// What each operation's requests were made of.
package typealias DayDetails = DayTable<OperationDetails>

extension DayTable<OperationDetails> {
  /// The details of a settled digest of one day; folded operations have none.
  ///
  /// - Parameters:
  ///   - digest: The day's digest.
  ///   - release: Only this release's requests; `nil` for all.
  package init(_ digest: Digest, release: String? = nil) {
    rows = digest.operations.items.reduce(into: [:]) { rows, item in
      let breakdowns = item.breakdowns.filter { breakdown in
        release.map { $0 == digest.names.string(of: breakdown.release) } ?? true
      }
      guard !breakdowns.isEmpty || release == nil else { return }
      rows[OperationName(item.key, digest.names)] = OperationDetails(breakdowns, digest.names)
    }
  }

  /// The bytes that a history keeps.
  package func encoded() -> [UInt8] { encodedRows() }

  /// Reads what ``encoded()`` gave.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) { try self.init(bytes: bytes) }
}
