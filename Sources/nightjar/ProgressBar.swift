internal import Foundation
internal import LogReading

/// How far reading has come, on standard error, once it takes longer than a moment.
struct ProgressBar: Sendable {
  private let progress: ReadProgress
  private let totalBytes: Int64
  private let start = ContinuousClock().now

  init(_ progress: ReadProgress, paths: [String]) {
    self.progress = progress
    totalBytes = paths.reduce(0) { sum, path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
    }
  }

  /// Shows the bar until cancelled, then wipes it away.
  func show() async {
    var isShown = false
    while true {
      do {
        try await Task.sleep(for: .milliseconds(200))
      } catch {
        break
      }
      isShown = true
      StandardError.write(
        "\r\u{1B}[K" + line(at: start.duration(to: ContinuousClock().now).seconds)
      )
    }
    if isShown { StandardError.write("\r\u{1B}[K") }
  }

  /// The bar after so many seconds.
  func line(at seconds: Double) -> String {
    let done = progress.storedBytes
    let speed = seconds > 0 ? Double(done) / seconds : 0
    let megabytes = "\(Int(Double(done) / 1e6)) MB, \(Int(speed / 1e6)) MB/s"
    guard totalBytes > 0, done <= totalBytes else { return "reading: \(megabytes)" }
    let share = Double(done) / Double(totalBytes)
    let filled = Int(share * 30)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    let left = speed > 0 ? Int((Double(totalBytes - done) / speed).rounded(.up)) : 0
    return "[\(bar)] \(Int(share * 100)) %, \(megabytes), \(left) s left"
  }
}
