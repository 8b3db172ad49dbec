internal import MetricLog

/// Puts numbers in the place of names that a report must not show.
///
/// It works on what is shown, not on the digest: identities of findings stay as they are, so that a
/// finding is the same whether names are hidden or not.
struct NameCover: Sendable {
  private var clients: [String: String] = [:]
  private var hosts: [String: String] = [:]
  private let hidesTraces: Bool

  /// Numbers the names of a settled digest in their order.
  init(_ digest: Digest, hiding kinds: Set<HiddenName>) {
    hidesTraces = kinds.contains(.traceIDs)
    if kinds.contains(.clients) { clients = Self.numbered(Self.clients(digest), "client", digest) }
    if kinds.contains(.hosts) { hosts = Self.numbered(Self.hosts(digest), "host", digest) }
  }

  private var coversNothing: Bool { clients.isEmpty && hosts.isEmpty && !hidesTraces }

  private static func numbered(
    _ symbols: Set<Symbol>,
    _ word: String,
    _ digest: Digest
  ) -> [String: String] {
    let names = symbols.subtracting([.empty]).sorted().map { digest.names.string(of: $0) }
    let pairs = names.enumerated().map { ($1, "\(word) \($0 + 1)") }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func clients(_ digest: Digest) -> Set<Symbol> {
    var found = details(.client, digest)
    for operation in digest.operations.items {
      for request in operation.sample?.requests ?? [] { found.insert(request.clientName) }
    }
    return found
  }

  private static func hosts(_ digest: Digest) -> Set<Symbol> {
    var found = details(.host, digest)
    for operation in digest.operations.items {
      for request in operation.sample?.requests ?? [] { found.insert(request.host) }
    }
    for (key, _) in digest.processes.sorted { found.insert(key.host) }
    for (key, _) in digest.deploys.sorted { found.insert(key.host) }
    return found
  }

  private static func details(_ kind: DetailKind, _ digest: Digest) -> Set<Symbol> {
    var found: Set<Symbol> = []
    for operation in [digest.operations.items, digest.operations.others].joined() {
      for breakdown in operation.breakdowns {
        for entry in breakdown.details.entries where entry.key.kind == kind && !entry.key.isOther {
          found.insert(entry.key.first)
        }
      }
    }
    return found
  }

  // MARK: - Parts of a report

  func host(_ name: String) -> String { hosts[name] ?? name }

  func client(_ name: String) -> String { clients[name] ?? name }

  func trace(_ id: String) -> String { hidesTraces ? "" : id }

  func example(_ example: RequestExample) -> RequestExample {
    var example = example
    example.traceID = trace(example.traceID)
    return example
  }

  func common(_ value: CommonValue) -> CommonValue {
    var value = value
    value.property = property(value.property)
    value.second = value.second.map(property)
    return value
  }

  private func property(_ property: CommonValue.Property) -> CommonValue.Property {
    var property = property
    switch property.dimension {
    case .host: property.value = host(property.value)
    case .client: property.value = client(property.value)
    case .clientVersion: property.name = client(property.name)
    case .release, .signature, .errorCode, .refusal, .cacheMiss, .listItems, .hour: break
    }
    return property
  }

  /// A finding whose sentences name no hidden host or client either.
  func finding(_ finding: Finding) -> Finding {
    guard !coversNothing else { return finding }
    var finding = finding
    finding.subject.host = host(finding.subject.host)
    finding.title = prose(finding.title)
    finding.explanation = prose(finding.explanation)
    finding.recommendation = prose(finding.recommendation)
    finding.caveats = finding.caveats.map(prose)
    finding.calculation = finding.calculation.map(prose)
    finding.examples = finding.examples.map(example)
    if let saving = finding.saving { finding.saving?.method = prose(saving.method) }
    return finding
  }

  /// Names in sentences do not say what they are of, so whatever is called like a hidden one is hidden.
  private func prose(_ prose: Prose) -> Prose {
    Prose(
      prose.parts.map { part in
        guard case .name(let name) = part else { return part }
        return .name(hosts[name] ?? clients[name] ?? name)
      }
    )
  }
}
