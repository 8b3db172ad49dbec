/// Writes metric families in the text format of OpenMetrics 1.0.
///
/// The text is at the same time valid in Prometheus' older format (0.0.4), which the node exporter's
/// textfile collector reads: there are only gauges, no time stamps and no exemplars, and what the
/// older format does not know (`# UNIT`, `# EOF`) is a comment to it.
struct OpenMetricsText: Sendable {
  /// What every name begins with.
  static let prefix = "nightjar_"

  private(set) var text = ""

  /// Appends a family; one without samples leaves no trace.
  mutating func append(_ family: MetricFamily) {
    guard !family.samples.isEmpty else { return }
    let name = Self.prefix + family.name.description + (family.unit.map { "_\($0)" } ?? "")
    text += "# TYPE \(name) gauge\n"
    if let unit = family.unit { text += "# UNIT \(name) \(unit)\n" }
    text += "# HELP \(name) \(Self.escaped(family.help.description))\n"
    for sample in family.samples {
      text += name + Self.text(sample.labels) + " " + sample.value + "\n"
    }
  }

  /// Ends the exposition.
  mutating func finish() { text += "# EOF\n" }

  private static func text(_ labels: [MetricFamily.Label]) -> String {
    guard !labels.isEmpty else { return "" }
    return "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
  }

  /// The escapes of the format: backslash, quote, newline.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// The values of labels: readable, and different for different names.
///
/// Two samples of equal labels make a scraper refuse the whole file, so an escape must never look like
/// a name: backslashes of names are doubled, and only names of ours begin with a parenthesis.
enum LabelValue {
  /// A name from a log.
  static func name(_ name: String) -> String {
    var value = ""
    for scalar in name.unicodeScalars {
      if scalar == "\\" {
        value += "\\\\"
      } else if SafeText.isUnsafe(scalar) {
        value += SafeText.escape(scalar)
      } else {
        value.unicodeScalars.append(scalar)
      }
    }
    return value.hasPrefix("(") ? "\\" + value : value
  }
}
