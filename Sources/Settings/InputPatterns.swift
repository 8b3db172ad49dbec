package import Analysis
internal import Foundation

/// Paths with dates and wildcards, as the key `inputs` has them.
package struct InputPatterns: Sendable {
  /// The most paths that patterns may stand for.
  package static let pathLimit = 100_000

  private let patterns: [String]
  private let zone: TimeZone

  /// - Parameters:
  ///   - patterns: The patterns.
  ///   - zone: The identifier of the zone in which a date is a day.
  package init(_ patterns: [String], zone: String) {
    self.patterns = patterns
    self.zone = TimeZone(identifier: zone) ?? .gmt
  }

  /// The day before the one that a time lies in, in the zone.
  package func yesterday(of timeMicroseconds: Int64) -> Day {
    let seconds = timeMicroseconds / 1_000_000
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    return Day(ofMicroseconds: (seconds + Int64(offset)) * 1_000_000).advanced(by: -1)
  }

  /// The last day (UTC) of which all is read when the files of a day of the zone have been.
  ///
  /// Far east of Greenwich the day's own second half comes with the next day's files. An hour or four of
  /// it do not matter for what this is used for.
  package func lastWholeDay(on day: Day) -> Day {
    let noon = Date(timeIntervalSince1970: Double(day.startMicroseconds) / 1e6 + 43_200)
    return zone.secondsFromGMT(for: noon) > 4 * 3600 ? day.advanced(by: -1) : day
  }

  /// A text in which `{date}`, `{yyyy}`, `{mm}` and `{dd}` stand for a day.
  package static func filled(_ pattern: String, _ day: Day) -> String {
    let parts = day.text.split(separator: "-").map(String.init)
    guard parts.count == 3 else { return pattern }
    return pattern.replacing("{date}", with: day.text).replacing("{yyyy}", with: parts[0])
      .replacing("{mm}", with: parts[1]).replacing("{dd}", with: parts[2])
  }

  /// The paths that the patterns stand for on a day.
  ///
  /// - Parameter day: What `{date}`, `{yyyy}`, `{mm}` and `{dd}` stand for.
  /// - Returns: Paths in the order of the patterns, each pattern's in the order of names; a path without
  ///   wildcards is given whether there is such a file or not, one with wildcards only for files.
  package func paths(on day: Day) -> [String] {
    var paths: [String] = []
    var known: Set<String> = []
    for pattern in patterns {
      for path in Self.expand(Self.filled(pattern, day)) where known.insert(path).inserted {
        paths.append(path)
        if paths.count >= Self.pathLimit { return paths }
      }
    }
    return paths
  }

  /// The files that a path with wildcards stands for, folder by folder.
  private static func expand(_ path: String) -> [String] {
    guard !NamePattern(path).isName else { return [path] }
    var found = [path.hasPrefix("/") ? "/" : ""]
    for part in path.split(separator: "/").map(String.init) {
      let pattern = NamePattern(part)
      if pattern.isName {
        found = found.map { $0 + ($0.isEmpty || $0.hasSuffix("/") ? "" : "/") + part }
        continue
      }
      found = found.flatMap { folder in
        let names = try? FileManager.default.contentsOfDirectory(
          atPath: folder.isEmpty ? "." : folder
        )
        // As in a shell, a wildcard does not stand for a hidden file.
        return (names ?? []).filter {
          (part.hasPrefix(".") || !$0.hasPrefix(".")) && pattern.matches($0)
        }
        .sorted().map { folder + (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + $0 }
      }
      if found.count > pathLimit { found.removeLast(found.count - pathLimit) }
    }
    return found.filter { FileManager.default.fileExists(atPath: $0) }
  }
}
