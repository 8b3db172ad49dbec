/// The stretch of time to which rates are given, so that they can be read.
enum RateUnit: Double, CaseIterable {
  case second = 1
  case minute = 60
  case hour = 3600
  case day = 86_400

  /// The shortest stretch in which at least half of the rates, given by the second, reach 1.
  init(_ rates: [Double]) {
    let sorted = rates.sorted()
    let typical = sorted.isEmpty ? 1 : sorted[sorted.count / 2]
    self = Self.allCases.first { typical * $0.rawValue >= 1 } ?? .day
  }

  /// What stands behind a rate.
  var symbol: String {
    switch self {
    case .second: "/s"
    case .minute: "/min"
    case .hour: "/h"
    case .day: "/d"
    }
  }

  /// A rate by the second, without the unit.
  func text(_ rate: Double?) -> String { Quantity.number(rate.map { $0 * rawValue }) }
}
