internal import MetricLog
internal import Statistics

/// What a digest holds of one operation, put together as rules ask for it.
struct OperationEvidence: Sendable {
  let key: OperationKey
  let digest: OperationDigest
  let tally: Tally
  let duration: LatencySketch
  /// The breakdowns of all stretches together.
  let details: [DetailKey: DetailSums]
  /// The sampled requests, a random choice of all.
  let sample: RequestSample

  init(_ digest: OperationDigest) {
    self.digest = digest
    key = digest.key
    var gathered = Gathered()
    gathered.add(digest.cells)
    tally = gathered.tally
    duration = gathered.duration
    details = Self.sum(digest.breakdowns)
    sample = digest.sample ?? RequestSample()
  }

  private static func sum(_ breakdowns: some Sequence<Breakdown>) -> [DetailKey: DetailSums] {
    var sums: [DetailKey: DetailSums] = [:]
    for breakdown in breakdowns {
      for entry in breakdown.details.entries {
        sums[entry.key, default: DetailSums()].merge(entry.sums)
      }
    }
    return sums
  }

  var requests: [SampledRequest] { sample.requests }
  var nanoseconds: Double { Double(duration.sum) }
  var requestCount: Int64 { tally.requests }

  /// Mean duration in nanoseconds; 0 of nothing.
  var mean: Double { tally.requests > 0 ? nanoseconds / Double(tally.requests) : 0 }

  /// A quantile of the durations in nanoseconds; 0 of nothing.
  func quantile(_ rank: Double) -> Double { Double(duration.quantile(rank) ?? 0) }

  /// The keys of one kind in the order of names; without the rest that was too much to keep.
  func keys(_ kind: DetailKind) -> [DetailKey] {
    details.keys.filter { $0.kind == kind && !$0.isOther }.sorted()
  }

  /// The breakdowns of one release together.
  func details(of release: Symbol) -> [DetailKey: DetailSums] {
    Self.sum(digest.breakdowns.filter { $0.release == release })
  }

  /// The counters and durations of one release.
  func gathered(of release: Symbol) -> Gathered {
    var gathered = Gathered()
    gathered.add(digest.cells.filter { $0.release == release })
    return gathered
  }

  /// The releases with requests, in no order.
  var releases: Set<Symbol> { Set(digest.cells.map(\.release)) }

  /// A request's parts of one kind.
  func parts(_ request: SampledRequest, _ kind: SampledPart.Kind) -> ArraySlice<SampledPart> {
    sample.parts[request.parts(kind)]
  }

  /// A request's part of a key, if it has one.
  func part(_ request: SampledRequest, _ key: DetailKey) -> SampledPart? {
    guard let kind = SampledPart.Kind(key.kind) else { return nil }
    return parts(request, kind).first { part in
      part.first == key.first && (key.kind == .field || part.second == key.second)
    }
  }

  /// How many requests one of the sample stands for, its weight being 1.
  var scale: Double {
    let weight = requests.reduce(0.0) { $0 + Double($1.weight) }
    return weight > 0 ? Double(tally.requests) / weight : 0
  }

  /// The sum of something over all requests, estimated from those sampled.
  func estimate(_ value: (SampledRequest) -> Double) -> Double {
    scale * requests.reduce(0.0) { $0 + Double($1.weight) * value($1) }
  }

  /// A quantile over the sampled requests of something, by weight; `nil` when none was sampled.
  func sampledQuantile(_ rank: Double, _ value: (SampledRequest) -> Double) -> Double? {
    let values = requests.map { (value: value($0), weight: Double($0.weight)) }
      .sorted { $0.value < $1.value }
    let target = rank * values.reduce(0) { $0 + $1.weight }
    var seen = 0.0
    for entry in values {
      seen += entry.weight
      if seen >= target { return entry.value }
    }
    return values.last?.value
  }
}

extension SampledPart.Kind {
  /// The parts that a breakdown of this kind is of; `nil` when there are none.
  init?(_ kind: DetailKind) {
    switch kind {
    case .statement: self = .statement
    case .field: self = .field
    case .cache: self = .cache
    case .errorCode: self = .errorCode
    case .client, .host, .signature, .refusal: return nil
    }
  }
}
