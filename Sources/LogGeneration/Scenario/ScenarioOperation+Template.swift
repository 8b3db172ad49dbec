extension ScenarioOperation {
  /// The operations that this description stands for: itself, or as many as its template says.
  ///
  /// - Parameter seed: Decides how far each median is from the description's.
  /// - Returns: The operations, without templates.
  func expanded(seed: UInt64) -> [ScenarioOperation] {
    guard let template else { return [self] }
    let width = String(template.count).count
    let shares = (1...template.count).map {
      PortableMath.exp(-template.skew * PortableMath.log(Double($0)))
    }
    let total = shares.reduce(0, +)
    var random = SplitMix64(seed: seed)
    return shares.indices.map { index in
      let digits = String(index + 1)
      let number = String(repeating: "0", count: width - digits.count) + digits
      var copy = numbered(number)
      copy.share = share * shares[index] / total
      copy.perHour = perHour.map { $0 * shares[index] / total }
      let factor = random.lognormal(median: 1, sigma: template.spread)
      copy.latency.scale(by: factor)
      return copy
    }
  }

  private func numbered(_ number: String) -> ScenarioOperation {
    func fill(_ text: String) -> String {
      let parts = text.split(separator: "<n>", omittingEmptySubsequences: false)
      return parts.joined(separator: number)
    }
    var copy = self
    copy.template = nil
    copy.id = id.map(fill)
    copy.name = name.map(fill)
    for index in documents.indices { copy.documents[index].text = fill(documents[index].text) }
    for index in statements.indices {
      copy.statements[index].field = fill(statements[index].field)
      copy.statements[index].text = fill(statements[index].text)
      copy.statements[index].singleText = statements[index].singleText.map(fill)
      copy.statements[index].behind = statements[index].behind.map(fill)
    }
    for index in caches.indices { copy.caches[index].name = fill(caches[index].name) }
    for index in fields.indices { copy.fields[index].field = fill(fields[index].field) }
    copy.invalidates?.cache = invalidates.map { fill($0.cache) } ?? ""
    return copy
  }
}

extension ScenarioLatency {
  fileprivate mutating func scale(by factor: Double) {
    medianMilliseconds *= factor
    second?.medianMilliseconds *= factor
    tail?.fromMilliseconds *= factor
  }
}
