import Analysis

/// Samples of processes and of their connection pools.
extension OpenMetricsRenderer {
  func processes(_ processes: ArraySlice<ProcessReport>) -> [MetricFamily] {
    var resident = MetricFamily(
      "process_resident_max",
      unit: "bytes",
      help: "Largest resident size of a host's processes."
    )
    var exhausted = MetricFamily(
      "pool_exhausted",
      unit: "ratio",
      help: "Part of the samples of a pool in which every connection was in use."
    )
    var waiting = MetricFamily(
      "pool_waiting_max",
      help: "Most requests that waited for a connection of a pool."
    )
    var pools = 0
    for process in processes {
      let labels: [MetricFamily.Label] = [
        ("service", LabelValue.name(process.service)), ("env", LabelValue.name(process.env)),
        ("host", LabelValue.name(process.host)), ("release", LabelValue.name(process.release)),
      ]
      if process.residentBytes.recorded > 0 { resident.add(process.residentBytes.max, labels) }
      for pool in process.pools where pools < Self.hostLimit {
        pools += 1
        let labels = labels + [("pool", LabelValue.name(pool.name))]
        exhausted.add(number: pool.exhaustedShare, labels)
        if pool.waiting.recorded > 0 { waiting.add(pool.waiting.max, labels) }
      }
    }
    return [resident, exhausted, waiting]
  }
}
