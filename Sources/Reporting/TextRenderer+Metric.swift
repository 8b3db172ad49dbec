import Analysis

/// Metrics and their levels, as a text writes them.
extension TextRenderer {
  private var words: ComparisonText { ComparisonText(quantity: options.prose) }

  func metric(_ metric: ComparisonMetric) -> String { words.metric(metric) }

  func level(_ metric: ComparisonMetric, _ level: Double?) -> String { words.level(metric, level) }

  /// A relative change with its sign.
  func percent(_ effect: Double, decimals: Int = 0) -> String {
    words.percent(effect, decimals: decimals)
  }
}
