extension Scenario {
  /// Refuses names that nothing else in the scenario has.
  func checkReferences(_ keys: StrictKeys<Keys>) throws {
    let services = Set(sources.map(\.service))
    for (index, operation) in operations.enumerated() {
      let place = "operations[\(index)]"
      if let service = operation.service, !services.contains(service) {
        throw ScenarioFault(
          key: place + ".service",
          problem: "no source has the service \"\(service)\"",
          remedy: "use one of \(Self.list(services))"
        )
      }
      let caches = Set(operation.caches.map(\.name))
      for statement in operation.statements {
        guard let cache = statement.behind, !caches.contains(cache) else { continue }
        throw ScenarioFault(
          key: place + ".statements",
          problem: "the operation asks no cache \"\(cache)\"",
          remedy: "add it to the operation's caches, or remove `behind`"
        )
      }
    }
    for (index, release) in releases.enumerated() {
      for (position, change) in release.changes.enumerated() {
        try check(change, place: "releases[\(index)].changes[\(position)]")
      }
    }
  }

  private func check(_ change: ScenarioChange, place: String) throws {
    if let name = change.operation {
      let named = operations.filter { $0.id == name }
      if named.isEmpty {
        throw ScenarioFault(
          key: place + ".operation",
          problem: "there is no operation \"\(name)\"",
          remedy: "use one of \(Self.list(Set(operations.compactMap(\.id))))"
        )
      }
      if let field = change.nPlusOne,
        !named.contains(where: { $0.statements.contains { $0.field == field } })
      {
        throw ScenarioFault(
          key: place + ".n_plus_one",
          problem: "no statement of \(name) has the field \"\(field)\"",
          remedy: "name the field of one of its statements"
        )
      }
      if let field = change.field,
        !named.contains(where: { $0.fields.contains { $0.field == field } })
      {
        throw ScenarioFault(
          key: place + ".field",
          problem: "\(name) has no field \"\(field)\"",
          remedy: "name one of its `fields`"
        )
      }
    }
    if let cache = change.cacheOff {
      let caches = Set(operations.flatMap { $0.caches.map(\.name) })
      if !caches.contains(cache) {
        throw ScenarioFault(
          key: place + ".cache_off",
          problem: "there is no cache \"\(cache)\"",
          remedy: "use one of \(Self.list(caches))"
        )
      }
    }
  }

  private static func list(_ names: Set<String>) -> String {
    names.sorted().prefix(12).joined(separator: ", ")
  }
}
