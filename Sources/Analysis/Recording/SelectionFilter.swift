internal import MetricLog

/// A ``Selection`` in a form that is quick to ask.
struct SelectionFilter: Sendable {
  let since: Int64
  let until: Int64
  private let services: Set<String>
  private let envs: Set<String>
  private let releases: Set<String>
  private let operations: Set<String>

  /// What stands for anonymous operations on the command line and in texts.
  static let anonymous = "(anonymous)"

  init(_ selection: Selection) {
    since = selection.sinceMicroseconds ?? .min
    until = selection.untilMicroseconds ?? .max
    services = Set(selection.services)
    envs = Set(selection.envs)
    releases = Set(selection.releases)
    operations = Set(selection.operations.map { $0 == Self.anonymous ? "" : $0 })
  }

  /// Whether a time lies in `since ..< until`.
  @inline(__always)
  func admits(time: Int64) -> Bool { time >= since && time < until }

  func admits(_ source: SourceKey, names: SymbolTable) -> Bool {
    Self.admits(services, source.service, names) && Self.admits(envs, source.env, names)
      && Self.admits(releases, source.release, names)
  }

  func admits(operation: Symbol, of names: SymbolTable) -> Bool {
    Self.admits(operations, operation, names)
  }

  private static func admits(_ set: Set<String>, _ name: Symbol, _ names: SymbolTable) -> Bool {
    set.isEmpty || set.contains(names.string(of: name))
  }
}
