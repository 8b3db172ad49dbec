import MetricLog

extension TruthDocument {
  init(_ simulation: Simulation) {
    let plan = simulation.plan
    let truth = simulation.truth
    scenario = plan.scenario.name
    seed = plan.seed
    from = Timestamp.rfc3339(microseconds: plan.scenario.startMicroseconds)
    to = Timestamp.rfc3339(microseconds: plan.endMicroseconds)
    files = simulation.output.finished
      .map { File(name: $0.name, lines: $0.lines, plainBytes: $0.plainBytes) }
      .sorted { $0.name < $1.name }
    lines = simulation.output.lines
    plainBytes = simulation.output.plainBytes
    records = [:]
    for type in RecordType.allCases { records[type.name] = truth.records[Int(type.rawValue)] }
    rejected = [:]
    for (reason, count) in truth.rejected { rejected[reason.name] = count }
    duplicates = truth.duplicates
    missing = truth.missing
    droppedByWriters = truth.dropped
    writers = simulation.lives.map(Writer.init)
    operations = Self.operations(plan, truth)
    let versions = plan.scenario.releases.map(\.version)
    let cells = truth.cells
    hours = Self.hours(cells.map(\.hours) + [truth.floodHours], first: truth.firstHour)
    releases = Self.slices(cells.map(\.releases) + [truth.floodReleases], names: versions)
    totals = Self.sum(releases.map(\.sums))
    let floodSums = Self.sum(truth.floodReleases)
    flood = floodSums.records > 0 ? Flood(operations: floodSums.records, sums: floodSums) : nil
    planted = plan.scenario.planted
  }

  /// One entry for each service, environment, name and kind, sorted by them.
  private static func operations(_ plan: GenerationPlan, _ truth: TruthTable) -> [Operation] {
    var groups: [[String]: [Int]] = [:]
    let count = plan.scenario.operations.count
    for index in truth.cells.indices {
      let source = plan.scenario.sources[index / count]
      let operation = plan.scenario.operations[index % count]
      guard truth.cells[index].releases.contains(where: { $0.records > 0 }) else { continue }
      let name = operation.name.map { [$0] } ?? []
      groups[[source.service, source.env, operation.kind.name] + name, default: []].append(index)
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      operation($0.value, plan, truth)
    }
  }

  private static func operation(
    _ indices: [Int],
    _ plan: GenerationPlan,
    _ truth: TruthTable
  ) -> Operation {
    let count = plan.scenario.operations.count
    let source = plan.scenario.sources[indices[0] / count]
    let first = plan.scenario.operations[indices[0] % count]
    let cells = indices.map { truth.cells[$0] }
    var codes: [String: Int] = [:]
    var refusals: [String: Int] = [:]
    for cell in cells {
      codes.merge(cell.errorCodes, uniquingKeysWith: +)
      for (raw, number) in cell.refusals.enumerated() where number > 0 {
        refusals[Refusal(rawValue: UInt8(raw))?.name ?? "other", default: 0] += number
      }
    }
    let releases = slices(
      cells.map(\.releases),
      names: plan.scenario.releases.map(\.version)
    )
    let signatures = indices.flatMap { index in
      plan.models[0][index % count].documents.map { hex($0.signature) }
    }
    return Operation(
      service: source.service,
      env: source.env,
      name: first.name,
      kind: first.kind.name,
      signatures: Set(signatures).sorted(),
      sums: sum(releases.map(\.sums)),
      errorCodes: codes,
      refusals: refusals,
      caches: caches(indices, plan, truth),
      statements: statements(indices, plan, truth),
      releases: releases,
      hours: hours(cells.map(\.hours), first: truth.firstHour).map(Hour.init)
    )
  }

  private static func caches(
    _ indices: [Int],
    _ plan: GenerationPlan,
    _ truth: TruthTable
  ) -> [Cache] {
    var sums: [[String]: Cache] = [:]
    for index in indices {
      let models = plan.models[0][index % plan.scenario.operations.count].caches
      for (model, counts) in zip(models, truth.cells[index].caches)
      where counts.hits + counts.misses > 0 {
        let empty = Cache(name: model.name, level: model.level, hits: 0, misses: 0)
        sums[[model.name, String(model.level)], default: empty].hits += counts.hits
        sums[[model.name, String(model.level)], default: empty].misses += counts.misses
      }
    }
    return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  private static func statements(
    _ indices: [Int],
    _ plan: GenerationPlan,
    _ truth: TruthTable
  ) -> [Statement] {
    var sums: [[String]: Statement] = [:]
    for index in indices {
      let operation = index % plan.scenario.operations.count
      let models = plan.models.flatMap { $0[operation].statements }
      for (model, counts) in zip(models, truth.cells[index].statements) where counts.count > 0 {
        let fingerprint = hex(model.fingerprint)
        let empty = Statement(fingerprint: fingerprint, field: model.field, count: 0, timeNs: 0)
        sums[[model.field, fingerprint], default: empty].count += counts.count
        sums[[model.field, fingerprint], default: empty].timeNs += counts.nanoseconds
      }
    }
    return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  private static func slices(_ tallies: [[Tally]], names: [String]) -> [Slice] {
    names.indices.compactMap { index in
      let sums = sum(tallies.map { $0[index] })
      return sums.records > 0 ? Slice(name: names[index], sums: sums) : nil
    }
  }

  private static func hours(_ tallies: [[Tally]], first: Int64) -> [Slice] {
    let count = tallies.first?.count ?? 0
    return slices(
      tallies,
      names: (0..<count).map {
        Timestamp.rfc3339(
          microseconds: (first + Int64($0)) * Timestamp.microsecondsPerHour
        )
      }
    )
  }

  private static func sum(_ tallies: [Tally]) -> Tally {
    var sum = Tally()
    for tally in tallies { sum.add(tally) }
    return sum
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension TruthDocument.Writer {
  fileprivate init(_ life: WriterLife) {
    let source = life.encoder.source
    self.init(
      writer: source.writer,
      service: source.service,
      env: source.env,
      host: source.host,
      release: source.release,
      lastSeq: life.seq
    )
  }
}
