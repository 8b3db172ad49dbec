package import MetricLog

/// A GraphQL operation: how often it runs, what it costs and how it fails.
package struct ScenarioOperation: Decodable, Sendable {
  /// What changes call it; its name unless said otherwise, and not the same twice.
  package var id: String?
  /// `nil` is an anonymous operation.
  package var name: String?
  package var kind: OperationKind
  /// The service that runs it; `nil` is every one.
  package var service: String?
  /// Its part of the scenario's requests, unless ``perHour`` is given.
  package var share: Double
  package var perHour: Double?
  /// How busy each hour of the day is, in UTC; `nil` is the scenario's.
  package var hourly: [Double]?
  package var documents: [ScenarioDocument]
  package var complexity: ScenarioSpan?
  package var depth: ScenarioSpan?
  package var items: ScenarioItems?
  package var latency: ScenarioLatency
  package var statements: [ScenarioStatement]
  package var caches: [ScenarioCache]
  package var fields: [ScenarioField]
  package var memory: ScenarioMemory?
  package var requestBytes: ScenarioSpan?
  package var responseBytes: ScenarioResponse?
  package var errors: ScenarioErrors?
  package var refusals: ScenarioRefusals?
  package var invalidates: ScenarioInvalidation?
  package var template: ScenarioTemplate?

  enum Keys: String, CodingKey, CaseIterable {
    case id, name, kind, service, share, hourly, document, documents, complexity, depth, items
    case latency, statements, caches, fields, memory, errors, refusals, invalidates, template
    case perHour = "per_hour"
    case requestBytes = "request_bytes"
    case responseBytes = "response_bytes"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    name = try keys.optional(.name)
    id = try keys.optional(.id) ?? name
    kind = try keys.word(
      .kind,
      default: .query,
      of: ["query": .query, "mutation": .mutation, "subscription": .subscription]
    )
    service = try keys.optional(.service)
    share = try keys.number(.share, default: 1, in: 0...1e9)
    perHour = try keys.optionalNumber(.perHour, in: 0...1e12)
    hourly = try keys.optional(.hourly)
    if let hourly { try Scenario.check(hourly: hourly) { keys.fault(.hourly, $0, $1) } }
    let document: String? = try keys.optional(.document)
    documents = try document.map { [ScenarioDocument(text: $0)] } ?? keys.value(.documents)
    if documents.isEmpty { throw keys.fault(.documents, "the list is empty", "add a document") }
    complexity = try keys.optional(.complexity)
    depth = try keys.optional(.depth)
    items = try keys.optional(.items)
    latency = try keys.value(.latency)
    statements = try keys.value(.statements, default: [])
    caches = try keys.value(.caches, default: [])
    fields = try keys.value(.fields, default: [])
    memory = try keys.optional(.memory)
    requestBytes = try keys.optional(.requestBytes)
    responseBytes = try keys.optional(.responseBytes)
    errors = try keys.optional(.errors)
    refusals = try keys.optional(.refusals)
    invalidates = try keys.optional(.invalidates)
    template = try keys.optional(.template)
  }
}

/// One text of an operation; texts of one operation differ in their signature.
package struct ScenarioDocument: Decodable, Sendable {
  package var text: String
  package var share: Double
  /// 16 hex digits; computed from the text unless given.
  package var signature: UInt64?

  enum Keys: String, CodingKey, CaseIterable { case text, share, signature }

  package init(text: String) {
    self.text = text
    share = 1
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    text = try keys.value(.text)
    share = try keys.number(.share, default: 1, in: 1e-9...1e9)
    let digits: String? = try keys.optional(.signature)
    if let digits {
      guard digits.utf8.count == 16, let number = UInt64(digits, radix: 16) else {
        throw keys.fault(.signature, "\"\(digits)\" is no signature", "write 16 hex digits")
      }
      signature = number
    }
  }
}

/// Makes many operations of one description.
package struct ScenarioTemplate: Decodable, Sendable {
  /// How many; every `<n>` in a text is replaced by the number, from 1 with leading zeros.
  package var count: Int
  /// The share of number n is n to the power of minus this.
  package var skew: Double
  /// The deviation of the logarithm of the operations' medians.
  package var spread: Double

  enum Keys: String, CodingKey, CaseIterable { case count, skew, spread }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    count = try keys.count(.count, default: 1, in: 1...100_000)
    skew = try keys.number(.skew, default: 0, in: 0...5)
    spread = try keys.number(.spread, default: 0, in: 0...5)
  }
}
