import Foundation
import Statistics
import TestSupport

/// The distributions that methods.md measures sketches on, in nanoseconds.
enum SampleDistribution: CaseIterable, Sendable {
  case lognormal, pareto, mixture, integerMilliseconds

  /// Draws that are the same in every run.
  func values(count: Int, seed: UInt64) -> [Int64] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      switch self {
      case .lognormal: Self.lognormal(3, 1.2, &random)
      case .pareto: Int64(min(1e6 * pow(1 - random.unit(), -1 / 1.1), 9e15))
      case .mixture:
        random.happens(0.8)
          ? Self.lognormal(-1, 0.4, &random) : Self.lognormal(4, 0.5, &random)
      case .integerMilliseconds:
        Self.lognormal(3, 1.2, &random) / 1_000_000 * 1_000_000
      }
    }
  }

  /// e to the power of a normal draw, in milliseconds.
  private static func lognormal(
    _ mean: Double,
    _ deviation: Double,
    _ random: inout SeededGenerator
  ) -> Int64 {
    let radius = (-2 * log(1 - random.unit())).squareRoot()
    let normal = radius * cos(2 * .pi * random.unit())
    return Int64(1e6 * exp(mean + deviation * normal))
  }
}

extension LatencySketch {
  /// The stored form.
  var encoding: [UInt8] {
    var writer = ByteWriter()
    encode(into: &writer)
    return writer.bytes
  }
}

extension Array {
  /// The elements in an order that is the same in every run.
  func shuffled(seed: UInt64) -> [Element] {
    var random = SeededGenerator(seed: seed)
    return shuffled(using: &random)
  }
}
