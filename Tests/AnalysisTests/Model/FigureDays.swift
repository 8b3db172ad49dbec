import Analysis
import Foundation
import TestSupport

/// Days of figures without logs: what operations do day by day is said in a closure.
struct FigureDays {
  /// What an operation does on a day.
  struct Behaviour {
    var requests = 1000.0
    /// The median; p95 is 2.3, p99 3.2 and the mean 1.13 times as much, as of a lognormal of 0.5.
    var milliseconds = 100.0
    var errors = 0.01
    var statements = 3.0
    /// Hits over look-ups, two of which a request makes; `nil` for no cache.
    var hitRate: Double?
    /// Growth a request, in bytes; `nil` when nobody recorded it.
    var memory: Double?
    /// How the day of this operation varies, as a deviation of logarithms.
    var noise = 0.03
  }

  var first = 20_000
  var release: (_ day: Int) -> String = { _ in "1" }

  static func name(_ operation: String) -> OperationName {
    OperationName(service: "shop", env: "production", name: operation, kind: "query")
  }

  /// So many days of operations; `behaviour` is asked with the day from 0.
  func days(
    _ count: Int,
    _ operations: [String],
    seed: UInt64,
    behaviour: (_ operation: String, _ day: Int) -> Behaviour
  ) -> [DayFigures] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      var day = DayFigures(day: Day(number: Int32(first + number)))
      var total = OperationFigures()
      var weighted = 0.0
      for operation in operations {
        let figures = Self.figures(behaviour(operation, number), &random)
        day.operations[Self.name(operation)] = figures
        total.requests += figures.requests
        total.durationNanoseconds += figures.durationNanoseconds
        total.requestsWithErrors += figures.requestsWithErrors
        total.statementRequests += figures.statementRequests
        total.statements += figures.statements
        total.cacheHits += figures.cacheHits
        total.cacheMisses += figures.cacheMisses
        total.memoryRequests += figures.memoryRequests
        total.memoryBytes += figures.memoryBytes
        weighted += Double(figures.requests) * Double(figures.p95Nanoseconds)
      }
      let p95 = Int64(weighted / Double(max(1, total.requests)))
      (total.p50Nanoseconds, total.p95Nanoseconds) = (p95 / 3, p95)
      total.p99Nanoseconds = p95 * 3 / 2
      day.environments = ["production": total]
      day.releases = [
        DayDeploy(
          day: day.day,
          service: "shop",
          env: "production",
          release: release(number)
        )
      ]
      return day
    }
  }

  private static func figures(
    _ behaviour: Behaviour,
    _ random: inout SeededGenerator
  ) -> OperationFigures {
    var figures = OperationFigures()
    let requests = behaviour.requests * exp(0.03 * normal(&random))
    let median = behaviour.milliseconds * 1e6 * exp(behaviour.noise * normal(&random))
    // Each quantile has a noise of its own, the larger the further out.
    func quantile(_ ratio: Double, _ noise: Double) -> Int64 {
      Int64(median * ratio * exp(noise * normal(&random)))
    }
    figures.requests = Int64(requests)
    (figures.p50Nanoseconds, figures.p95Nanoseconds) = (quantile(1, 0.005), quantile(2.3, 0.015))
    figures.p99Nanoseconds = quantile(3.2, 0.03)
    figures.durationNanoseconds = figures.requests * quantile(1.13, 0.005)
    figures.requestsWithErrors = Int64(
      max(
        0,
        requests * behaviour.errors + (requests * behaviour.errors).squareRoot() * normal(&random)
      )
    )
    figures.statementRequests = figures.requests
    figures.statements = Int64(requests * behaviour.statements * exp(0.01 * normal(&random)))
    if let rate = behaviour.hitRate {
      let looks = 2 * requests
      let chance = (looks * rate * (1 - rate)).squareRoot()
      figures.cacheHits = Int64(min(looks, max(0, looks * rate + chance * normal(&random))))
      figures.cacheMisses = Int64(looks) - figures.cacheHits
    }
    if let memory = behaviour.memory {
      figures.memoryRequests = figures.requests
      figures.memoryBytes = Int64(requests * memory * exp(0.05 * normal(&random)))
    }
    return figures
  }

  private static func normal(_ random: inout SeededGenerator) -> Double {
    let radius = (-2 * log(1 - random.unit())).squareRoot()
    return radius * cos(2 * .pi * random.unit())
  }
}
