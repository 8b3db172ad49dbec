internal import Analysis
internal import Foundation
internal import Reporting
internal import Settings

/// What standard output is and can show.
struct Display {
  let width: Int
  let color: Bool
  let unicode: Bool

  /// Reads the environment; `noColor` and `width` are the command line's word.
  init(noColor: Bool, width: Int?) {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = StandardOutput.isTerminal
    let isDumb = environment["TERM"] == "dumb"
    color = isTerminal && !noColor && !isDumb && environment["NO_COLOR", default: ""].isEmpty
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    let encoding = (locale ?? "").uppercased()
    unicode = encoding.contains("UTF-8") || encoding.contains("UTF8")
    self.width =
      width ?? (isTerminal ? Self.columns() : nil)
      ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }

  /// Reads the environment, and what settings say.
  init(_ settings: Settings) {
    self.init(noColor: !settings.flag(.color), width: settings.count(.width))
  }

  /// How a text report is to look here.
  func textOptions(
    order: ReportOrder = .time,
    run: RunMeasurement?,
    clock: ClockText = .utc
  ) -> TextOptions {
    TextOptions(width: width, color: color, unicode: unicode, order: order, run: run, clock: clock)
  }

  private static func columns() -> Int? {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
