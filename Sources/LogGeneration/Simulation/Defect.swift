import MetricLog

/// Makes a line that no reader may accept out of a good one.
enum Defect {
  /// Returns the spoiled line with its end, and why it must be rejected.
  ///
  /// - Parameters:
  ///   - line: A request line as the encoder writes it, with its end.
  ///   - random: Decides what is wrong with it.
  /// - Returns: The line and the reason for which a reader rejects it.
  static func spoil(
    _ line: [UInt8],
    _ random: inout SplitMix64
  ) -> (line: [UInt8], reason: RejectionReason) {
    var spoiled = line
    switch random.below(6) {
    case 0:
      let end = 40 + random.below(line.count - 80)
      return (Array(line[..<end]) + [UInt8(ascii: "\n")], .invalidJSON)
    case 1:
      spoiled.replaceSubrange((line.count - 2)..., with: Array(",\"x\":\"".utf8))
      return (spoiled + [0xFF] + Array("\"}\n".utf8), .invalidUTF8)
    case 2:
      return (Array("[\"nothing to see here\"]\n".utf8), .notAnObject)
    case 3:
      replace("{\"v\":1,", by: "{\"v\":9,", in: &spoiled)
      return (spoiled, .unsupportedVersion)
    case 4:
      replace("\"duration_ms\":", by: "\"duration_ms\":-", in: &spoiled)
      return (spoiled, .negativeNumber)
    default:
      replace("\"time\":\"", by: "\"time\":\"never ", in: &spoiled)
      return (spoiled, .invalidTime)
    }
  }

  /// Replaces the first place at which a text stands.
  private static func replace(_ old: String, by new: String, in line: inout [UInt8]) {
    let pattern = Array(old.utf8)
    for start in 0...(line.count - pattern.count)
    where line[start...].starts(with: pattern) {
      line.replaceSubrange(start..<start + pattern.count, with: Array(new.utf8))
      return
    }
  }
}
