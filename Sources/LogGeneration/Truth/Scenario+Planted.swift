extension Scenario {
  /// What is wrong on purpose: from the start, and since each release.
  var planted: [TruthDocument.Planted] {
    var planted: [TruthDocument.Planted] = []
    let first = releases[0].version
    for operation in operations {
      for statement in operation.statements where statement.per == .perItem {
        planted.append(
          .init(
            what: "n_plus_one",
            operation: operation.id,
            subject: statement.field,
            release: first
          )
        )
      }
    }
    for release in releases {
      for change in release.changes { planted += change.planted(release: release.version) }
    }
    return planted
  }
}

extension ScenarioChange {
  fileprivate func planted(release: String) -> [TruthDocument.Planted] {
    var planted: [TruthDocument.Planted] = []
    func add(_ what: String, _ subject: String?, _ amount: Double?) {
      planted.append(
        .init(
          what: what,
          operation: operation,
          subject: subject,
          amount: amount,
          release: release
        )
      )
    }
    if let latencyFactor {
      add(latencyFactor >= 1 ? "slower" : "faster", nil, latencyFactor)
    }
    if let nPlusOne { add("n_plus_one", nPlusOne, nil) }
    if let field { add("slower_field", field, slowerMilliseconds) }
    if let cacheOff { add("cache_off", cacheOff, nil) }
    if let errorRate { add("errors", nil, errorRate) }
    if let keptBytes { add("memory_growth", nil, Double(keptBytes)) }
    return planted
  }
}
