internal import Analysis
internal import ArgumentParser
internal import History
internal import Settings

/// Which days and requests of a history are compared with which.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Compare days of this history.", valueName: "path"))
  var history: String?
  @OptionGroup var wait: HistoryWaitOptions
  @Option(
    help: ArgumentHelp(
      "Only this client: its name, or name and version as 'web 5.12.0'.",
      valueName: "name"
    )
  )
  var client: String?
  @Option(help: ArgumentHelp("The environment compared with.", valueName: "name"))
  var withEnv: String?
  @Option(help: ArgumentHelp("The release compared with.", valueName: "name"))
  var withRelease: String?
  @Option(help: ArgumentHelp("The client compared with.", valueName: "name"))
  var withClient: String?

  /// How many days before are compared with unless others are named.
  private static let daysBefore: Int32 = 28

  /// The requests that are judged, of the environment and release that the filters name.
  func slice(_ filters: (env: String?, release: String?)) -> RequestSlice {
    RequestSlice(env: filters.env, release: filters.release, client: client)
  }

  /// Says which requests they are compared with.
  ///
  /// - Parameters:
  ///   - judged: The requests that are judged.
  ///   - isOfRelease: Whether the days are those of another release, so that theirs means nothing.
  /// - Returns: The same as those judged, but for what is said otherwise.
  func sliceBefore(_ judged: RequestSlice, isOfRelease: Bool = false) -> RequestSlice {
    RequestSlice(
      env: withEnv ?? judged.env,
      release: withRelease ?? (isOfRelease ? nil : judged.release),
      client: withClient ?? judged.client
    )
  }

  /// Compares days of the history.
  func comparison(
    of candidate: [String],
    with baseline: [String],
    _ settings: Settings
  ) throws -> Comparison {
    guard let history else { throw Failure.usage("--history is missing") }
    guard candidate.count == 1, baseline.count <= 1 else {
      throw Failure.usage("with --history write each side as one day, range or baseline")
    }
    let slice = slice(try sole(settings))
    let store = try HistoryStore(
      path: history,
      for: .reading,
      waitSeconds: wait.historyWait ?? settings.number(.historyWait) ?? 0
    )
    let after = DaySelection(try days(candidate[0], store), slice)
    let before = try self.before(baseline.first, after, store)
    let other = sliceBefore(slice, isOfRelease: before.isOfRelease)
    return try store.comparison(
      after,
      with: DaySelection(before.days, other),
      choice: before.choice
    )
  }

  private func sole(_ settings: Settings) throws -> (env: String?, release: String?) {
    let (envs, releases) = (settings.texts(.envs), settings.texts(.releases))
    guard settings.text(.since) == nil, settings.text(.until) == nil,
      settings.texts(.services).isEmpty, settings.texts(.operations).isEmpty
    else {
      throw Failure.usage(
        "a history is filtered by --env, --release and --client; write days as "
          + "2026-11-15..2026-11-21"
      )
    }
    guard envs.count <= 1, releases.count <= 1 else {
      throw Failure.usage("with --history name one --env and one --release a side")
    }
    return (envs.first, releases.first)
  }

  /// The days to compare with, why, and whether they are those of another release.
  private func before(
    _ text: String?,
    _ candidate: DaySelection,
    _ store: HistoryStore
  ) throws -> (days: ClosedRange<Day>, choice: String, isOfRelease: Bool) {
    let first = candidate.days.lowerBound
    switch text {
    case nil:
      let range = first.advanced(by: -Self.daysBefore)...first.advanced(by: -1)
      return (range, "the \(Self.daysBefore) days before", false)
    case "last-release":
      let range = try store.daysOfLastRelease(before: candidate.days, env: candidate.slice.env)
      guard let range else {
        throw Failure.usage("the history knows of no release before these days: name days instead")
      }
      return (range, "the release before", true)
    case let text?:
      let range = try days(text, store)
      return (range, Self.range(text) == nil ? "the baseline \(text)" : "", false)
    }
  }

  private func days(_ text: String, _ store: HistoryStore) throws -> ClosedRange<Day> {
    if let range = Self.range(text) { return range }
    if let named = try store.baselines().first(where: { $0.name == text }) { return named.days }
    throw Failure.usage(
      "\(text): write days as 2026-11-22 or 2026-11-15..2026-11-21, or the name of a baseline "
        + "that history baseline has set"
    )
  }

  /// Reads `2026-11-22` or `2026-11-15..2026-11-21`; `nil` for any other text.
  static func range(_ text: String) -> ClosedRange<Day>? {
    if let day = Day(text) { return day...day }
    guard let dots = text.firstRange(of: "..") else { return nil }
    guard let first = Day(String(text[..<dots.lowerBound])),
      let last = Day(String(text[dots.upperBound...])), first <= last
    else { return nil }
    return first...last
  }
}
