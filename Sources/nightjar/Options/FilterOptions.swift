internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import LogReading
internal import MetricLog

/// Which requests a report is about.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Only requests that started at or after this time: 2026-11-22, 2026-11-22T03:00 (UTC), \
      RFC 3339, or back from now: 90m, 24h, 7d.
      """,
      valueName: "time"
    )
  )
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Only requests that started before this time, written in the same ways.",
      valueName: "time"
    )
  )
  var until: String?

  @Option(help: ArgumentHelp("Only this service; may be repeated.", valueName: "name"))
  var service: [String] = []

  @Option(help: ArgumentHelp("Only this environment; may be repeated.", valueName: "name"))
  var env: [String] = []

  @Option(help: ArgumentHelp("Only this release; may be repeated.", valueName: "name"))
  var release: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only the operation of this name; may be repeated. (anonymous) is one, too.",
      valueName: "name"
    )
  )
  var operation: [String] = []

  /// The filters as the analysis knows them.
  func selection() throws -> Selection {
    var selection = Selection()
    selection.sinceMicroseconds = try time(since, option: "--since")
    selection.untilMicroseconds = try time(until, option: "--until")
    if let since = selection.sinceMicroseconds, let until = selection.untilMicroseconds,
      since >= until
    {
      throw Failure.usage("--since is not before --until: no request can be in between")
    }
    selection.services = service
    selection.envs = env
    selection.releases = release
    selection.operations = operation
    return selection
  }

  private func time(_ text: String?, option: String) throws -> Int64? {
    guard let text else { return nil }
    let now = Int64(Date().timeIntervalSince1970 * 1e6)
    guard let time = TimeArgument.microseconds(text, now: now) else {
      throw Failure.usage(
        "\(option) \(text): write a day (2026-11-22), a time (2026-11-22T03:00) or a stretch back "
          + "from now (24h)"
      )
    }
    return time
  }
}

/// Reads times as people write them on a command line.
enum TimeArgument {
  /// Microseconds since 1970, or `nil` for any other text.
  static func microseconds(_ text: String, now: Int64) -> Int64? {
    if let back = back(text) { return now - back }
    // To the second, with and without a zone; to the minute, with and without; the day alone.
    let toTheSecond = "\(text.prefix(16)):00\(text.dropFirst(16))"
    let candidates = [text, text + "Z", toTheSecond, toTheSecond + "Z", text + "T00:00:00Z"]
    return candidates.lazy.compactMap { RFC3339.microseconds(Array($0.utf8)) }.first
  }

  /// Microseconds of `90m`, `24h` or `7d`.
  private static func back(_ text: String) -> Int64? {
    guard let unit = text.last, let count = Int64(text.dropLast()), (0...1_000_000).contains(count)
    else { return nil }
    let seconds: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    return seconds[unit].map { $0 * count * Timestamp.microsecondsPerSecond }
  }
}
