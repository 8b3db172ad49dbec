package import Analysis

/// How a run compares with the ones before it, in words.
package struct RunText: Sendable {
  private let quantity: Quantity

  package init(unicode: Bool) { quantity = Quantity(space: " ", unicode: unicode) }

  /// What is out of line, and how far.
  package func sentence(_ row: RunComparison.Row) -> String {
    let runs = "the median of the last \(row.runs) runs"
    let (value, usual) = (value(row.value, row.measure), value(row.usual, row.measure))
    return switch row.measure {
    case .time: "this run took \(value) a MB of text, \(runs) is \(usual)"
    case .memory: "this run needed \(value) of memory, \(runs) is \(usual)"
    case .rejected: "\(value) of the lines were rejected, \(runs) is \(usual)"
    case .duplicates: "\(value) of the lines were read more than once, \(runs) is \(usual)"
    }
  }

  /// The value of a measure in its unit.
  func value(_ value: Double, _ measure: RunComparison.Measure) -> String {
    switch measure {
    case .time: quantity.duration(value * 1e6)
    case .memory: quantity.bytes(value)
    case .rejected, .duplicates: Quantity.percent(value, decimals: 2)
    }
  }
}
