internal import MetricLog

/// Whole requests of one operation: those with the smallest hashes of their identity.
///
/// The smallest *k* of a union are among the smallest *k* of its parts, so the sample depends on the
/// requests alone. Parts of all requests lie in one array, so that taking a request allocates nothing
/// but now and then a larger array, and looking at one that is not taken costs a comparison.
struct RequestSample: Sendable {
  private(set) var requests: [SampledRequest] = []
  private(set) var parts: [SampledPart] = []
  /// The largest hash that may still be kept, once the sample has been cut.
  private var threshold = UInt64.max

  init() {}

  /// Whether a request of this hash would be kept.
  @inline(__always)
  func admits(_ hash: UInt64) -> Bool { hash <= threshold }

  /// Adds a request whose parts have been appended, and cuts the sample back when it has grown.
  mutating func insert(_ request: SampledRequest, _ limit: SampleLimit) {
    requests.reserve(upTo: limit.requests + limit.slack)
    requests.append(request)
    if requests.count >= limit.requests + limit.slack { settle(limit) }
  }

  /// Appends one part of the request that is inserted next.
  @inline(__always)
  mutating func append(_ part: SampledPart) { parts.append(part) }

  /// Adds another sample of this operation, which uses the same names.
  mutating func merge(_ other: RequestSample, _ limit: SampleLimit) {
    for request in other.requests where admits(request.hash) {
      var request = request
      let range = Int(request.firstPart)..<Int(request.firstPart) + request.partCount
      request.firstPart = Int32(parts.count)
      parts.append(contentsOf: other.parts[range])
      insert(request, limit)
    }
  }

  /// Whether no request need be dropped before another is inserted.
  func fits(_ limit: SampleLimit) -> Bool { requests.count < limit.requests + limit.slack }

  /// Cuts back to a limit and puts the requests in order.
  ///
  /// Of a request's parts of one kind those with the largest amounts stay, of equal ones the first, in
  /// the order of the record.
  mutating func settle(_ limit: SampleLimit) {
    // Indices are sorted, not the requests, which are large.
    var order = Array(requests.indices)
    order.sort { SampledRequest.comesFirst(requests[$0], requests[$1]) }
    if order.count >= limit.requests {
      order.removeLast(order.count - limit.requests)
      threshold = min(threshold, order.last.map { requests[$0].hash } ?? .max)
    }
    let old = parts
    parts = []
    parts.reserveCapacity(order.reduce(0) { $0 + requests[$1].partCount })
    requests = order.map { move(requests[$0], from: old, limit) }
  }

  /// Takes over a request's parts, or those that the limit lets it keep.
  private mutating func move(
    _ request: SampledRequest,
    from old: [SampledPart],
    _ limit: SampleLimit
  ) -> SampledRequest {
    var request = request
    let start = Int32(parts.count)
    if limit.admits(request) {
      let first = Int(request.firstPart)
      parts.append(contentsOf: old[first..<first + request.partCount])
      request.firstPart = start
      return request
    }
    let ranges = SampledPart.Kind.allCases.map { request.parts($0) }
    let limits = [limit.statements, limit.fields, limit.caches, limit.errorCodes]
    var counts: [UInt8] = []
    for (range, limit) in zip(ranges, limits) {
      guard range.count > limit else {
        parts.append(contentsOf: old[range])
        counts.append(UInt8(range.count))
        continue
      }
      request.isCut = true
      let largest = range.sorted { (old[$1].amount, $0) < (old[$0].amount, $1) }.prefix(limit)
      for index in largest.sorted() { parts.append(old[index]) }
      counts.append(UInt8(limit))
    }
    request.firstPart = start
    (request.statements, request.fields) = (counts[0], counts[1])
    (request.caches, request.errorCodes) = (counts[2], counts[3])
    return request
  }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    for index in requests.indices {
      requests[index].writer = rename(requests[index].writer)
      requests[index].host = rename(requests[index].host)
      requests[index].release = rename(requests[index].release)
      requests[index].clientName = rename(requests[index].clientName)
      requests[index].clientVersion = rename(requests[index].clientVersion)
      requests[index].signature = rename(requests[index].signature)
      let request = requests[index]
      let statements = request.parts(.statement)
      for part in Int(request.firstPart)..<Int(request.firstPart) + request.partCount {
        parts[part].first = rename(parts[part].first)
        guard statements.contains(part) else { continue }
        parts[part].second = rename(Symbol(index: parts[part].second)).index
      }
    }
  }

  /// Takes requests as they were stored; the caller settles before the first is added.
  init(requests: [SampledRequest], parts: [SampledPart]) {
    self.requests = requests
    self.parts = parts
  }
}

extension Array {
  /// Grows to at most a known size: thousands of arrays that double leave holes behind.
  fileprivate mutating func reserve(upTo most: Int) {
    guard count == capacity, count < most else { return }
    reserveCapacity(Swift.min(most, Swift.max(4, 2 * count)))
  }
}
