internal import Analysis
internal import Foundation
internal import MetricLog
internal import Settings

extension Settings {
  /// The filters as the analysis knows them.
  ///
  /// - Throws: ``SettingsError`` when a time cannot be read.
  func selection() throws(SettingsError) -> Selection {
    var selection = Selection()
    selection.sinceMicroseconds = try time(.since)
    selection.untilMicroseconds = try time(.until)
    if let since = selection.sinceMicroseconds, let until = selection.untilMicroseconds,
      since >= until
    {
      let remedy = "no request can be in between: begin earlier or end later"
      throw mistake(.since, "--since is not before --until", remedy)
    }
    selection.services = texts(.services)
    selection.envs = texts(.envs)
    selection.releases = texts(.releases)
    selection.operations = texts(.operations)
    return selection
  }

  /// The suppressions of all files, those of the first file winning.
  func suppressionsInForce() throws(SettingsError) -> [Suppression] {
    var suppressions: [Suppression] = []
    for path in texts(.suppressions) {
      let known = Set(suppressions.map(\.id))
      suppressions += try SuppressionFile.load(path: path).filter { !known.contains($0.id) }
    }
    return suppressions
  }

  private func time(_ key: SettingKey) throws(SettingsError) -> Int64? {
    guard let text = text(key) else { return nil }
    let now = Int64(Date().timeIntervalSince1970 * 1e6)
    let zone = TimeZone(identifier: self.text(.timeZone) ?? "UTC") ?? .gmt
    guard let time = TimeArgument.microseconds(text, now: now, zone: zone) else {
      throw mistake(
        key,
        "this is no time",
        "write a day (2026-11-22), a time (2026-11-22T03:00) or a stretch back from now (24h)"
      )
    }
    return time
  }

  /// The error of one value, found when it was about to be used.
  func mistake(_ key: SettingKey, _ problem: String, _ remedy: String) -> SettingsError {
    .mistakes([self.problem(key, problem, remedy)], more: 0)
  }
}
