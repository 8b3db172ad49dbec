internal import Foundation

/// The header with which a service says when to come back (RFC 9110, 10.2.3).
enum RetryAfter {
  /// Longer than a day is not waited for.
  private static let limitSeconds = 86_400.0

  /// Seconds from now on; `nil` for any other text.
  static func seconds(_ text: String) -> Double? { seconds(text, now: Date()) }

  /// Seconds from a time on, of a number of seconds or of a date as HTTP writes it.
  static func seconds(_ text: String, now: Date) -> Double? {
    let text = text.trimmingCharacters(in: .whitespaces)
    if let seconds = Int(text) { return min(max(0, Double(seconds)), limitSeconds) }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    guard let date = formatter.date(from: text) else { return nil }
    return min(max(0, date.timeIntervalSince(now)), limitSeconds)
  }
}
