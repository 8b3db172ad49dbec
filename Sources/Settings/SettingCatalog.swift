internal import Analysis

/// Every key, in the order of the documentation.
///
/// To add a setting: a constant below, its place in a section, and the code that it takes effect in.
/// Checking, `config show`, environment variables and `docs/SETTINGS.md` follow from the catalog.
package enum SettingCatalog {
  /// A section of the documentation.
  package struct Section: Sendable {
    package var title: String
    package var introduction: String
    package var keys: [SettingKey]
  }

  /// All keys.
  package static var keys: [SettingKey] { sections.flatMap(\.keys) }

  /// The sections in order.
  package static var sections: [Section] {
    [
      Section(
        title: "Inputs and time",
        introduction: "What is read when the command line names no logs.",
        keys: [.inputs, .timeZone, .threads, .maxRejectedPercent]
      ),
      Section(
        title: "Filters",
        introduction: "Which requests a report is about, as the options of the same names. Neither "
          + "`digest` nor what is recorded in a history is filtered by settings.",
        keys: [.since, .until, .services, .envs, .releases, .operations]
      ),
      Section(
        title: "Outputs",
        introduction: "Where reports go and how they look.",
        keys: [.format, .files, .top, .sort, .width, .color, .failOn, .failOnEffect]
      ),
      Section(
        title: "History",
        introduction: "The digests of earlier days.",
        keys: [
          .historyPath, .historyWait, .historyKeepDays, .historyKeepHours, .historyKeepDayDigests,
          .historyBudget,
        ]
      ),
      Section(
        title: "Notifications",
        introduction:
          "Who is told of new, worse and returned findings. Secrets are never in this file: write "
          + "`env:NAME` for an environment variable, `file:PATH` for the first line of a file.",
        keys: SettingKey.notifications
      ),
      Section(
        title: "Privacy",
        introduction:
          "Literals are in no log, and so in no report. What else a report shows of people "
          + "and machines can be hidden.",
        keys: [.privacyHide]
      ),
      Section(
        title: "Thresholds of alerts",
        introduction: "Two levels of each quantity: above `medium` an alert is of severity medium, "
          + "above `high` of severity high. A profile sets all of them at once; single values win "
          + "over it.",
        keys: [.profile] + AlertKeys.all.flatMap { [$0.medium, $0.high, $0.enabled] }
          + [.exceptions]
      ),
      Section(
        title: "Severities of findings, and findings that are hidden",
        introduction:
          "The share of an environment's time from which on a finding is of a severity, "
          + "whatever its rule says; and the findings that were reviewed and are not shown. Those are "
          + "in files of their own, to be kept under version control: a list `suppressions:` of "
          + "mappings with the finding's `id`, a `reason`, and `until`, the last day (UTC) on which it "
          + "is hidden. A report says how many it hides, which suppressions have expired (their "
          + "findings are shown again), and which fit no finding. `--fail-on` does not see what is "
          + "hidden. `samples/suppressions.yaml` is such a file.",
        keys: [.mediumShare, .highShare, .criticalShare, .suppressions]
      ),
      Section(
        title: "Rules",
        introduction:
          "Each rule can be switched off, given a fixed severity, and have the thresholds "
          + "of its page in [RULES.md](RULES.md) changed.",
        keys: RuleKeys.all.flatMap { [$0.enabled, $0.severity] + $0.thresholds }
      ),
    ]
  }
}

extension SettingKey {
  // MARK: - Inputs and time

  package static let inputs = SettingKey(
    "inputs",
    .paths,
    "Logs, directories and digests that are read when the command line names none. A pattern may hold "
      + "`*` and `?`, and `{date}` for the day as 2026-11-22 (`{yyyy}`, `{mm}`, `{dd}` for its parts): "
      + "yesterday unless `--date` says otherwise."
  )
  package static let timeZone = SettingKey(
    "time_zone",
    .timeZone,
    standard: .text("UTC"),
    "The zone in which `{date}` is a day, in which times without a zone are meant, and in which people "
      + "are told times. JSON, OpenMetrics and the days of a history keep to UTC."
  )
  package static let threads = SettingKey(
    "reading.threads",
    .count(1...1024),
    unit: "threads",
    "Threads that read; by default as many as there are processors."
  )
  package static let maxRejectedPercent = SettingKey(
    "reading.max_rejected",
    .number(0...100),
    unit: "percent",
    standard: .number(1),
    "The command exits with 3 when more of the lines were rejected."
  )

  // MARK: - Filters

  package static let since = SettingKey(
    "filters.since",
    .text,
    "Only requests that started at or after this time, written as for `--since`."
  )
  package static let until = SettingKey(
    "filters.until",
    .text,
    "Only requests that started before this time, written as for `--until`."
  )
  package static let services = SettingKey("filters.services", .texts, "Only these services.")
  package static let envs = SettingKey("filters.envs", .texts, "Only these environments.")
  package static let releases = SettingKey("filters.releases", .texts, "Only these releases.")
  package static let operations = SettingKey(
    "filters.operations",
    .texts,
    "Only the operations of these names."
  )

  // MARK: - Outputs

  package static let format = SettingKey(
    "output.format",
    .text,
    "The form of the report on standard output, as for `--format`."
  )
  package static let files = SettingKey(
    "output.files",
    .entries([
      SettingKey("format", .text, "The form of the report."),
      SettingKey(
        "path",
        .path,
        "The file, which appears whole or not at all; `{date}` is the day of the inputs."
      ),
    ]),
    "Files that the report is written to, each with its `format` and `path`."
  )
  package static let top = SettingKey(
    "output.top",
    .count(0...1_000_000),
    unit: "operations",
    "How many operations are listed; by default 20 in text and OpenMetrics, 10 in Markdown, 1000 in "
      + "HTML and all in JSON."
  )
  package static let sort = SettingKey(
    "output.sort",
    .word(ReportOrder.allCases.map(\.rawValue)),
    standard: .text(ReportOrder.time.rawValue),
    "What operations are ordered by, the largest first."
  )
  package static let width = SettingKey(
    "output.width",
    .count(72...1000),
    unit: "columns",
    "Columns of the text report; by default those of the terminal, else 80, in files 100."
  )
  package static let color = SettingKey(
    "output.color",
    .flag,
    standard: .flag(true),
    "Whether a terminal may be shown colours."
  )
  package static let failOn = SettingKey(
    "fail_on",
    .word(Severity.allCases.map(\.name)),
    "The command exits with 1 when there is a finding of this severity or above."
  )

  package static let failOnEffect = SettingKey(
    "fail_on_effect",
    .number(0...10_000),
    unit: "percent",
    standard: .number(0),
    "Only what got worse by at least so much makes the command exit with 1, and is told to anybody. "
      + "`history alerts` proposes a number from the nights of a history."
  )

  // MARK: - History and privacy

  package static let historyPath = SettingKey(
    "history.path",
    .path,
    "The history that `analyze` records in, and that other commands look into."
  )
  package static let historyWait = SettingKey(
    "history.wait",
    .number(0...86_400),
    unit: "seconds",
    standard: .number(30),
    "How long a run waits for another one that records in the history."
  )
  package static let historyKeepDays = SettingKey(
    "history.keep_days",
    .count(1...1_000_000),
    unit: "days",
    "How many days a history keeps: `analyze` removes older ones after it has recorded, for good. "
      + "Without it nothing is removed. A day that shares the digest of its week goes with the whole "
      + "week."
  )
  package static let historyKeepHours = SettingKey(
    "history.keep_hours",
    .count(1...1_000_000),
    unit: "days",
    "How many days tell their hours apart: `analyze` puts those of older days together after it has "
      + "recorded; every sum and percentile of a day stays. Without it all days keep their hours."
  )
  package static let historyKeepDayDigests = SettingKey(
    "history.keep_day_digests",
    .count(1...1_000_000),
    unit: "days",
    "How many days have a digest of their own: `analyze` puts the older days of a week (Monday to "
      + "Sunday, once all of it is older) into one digest after it has recorded. Figures, sums and "
      + "percentiles stay those of single days; `history show` and `history export` know the week. "
      + "Without it all days have digests of their own."
  )
  package static let historyBudget = SettingKey(
    "history.budget",
    .size,
    unit: "bytes",
    "What the file of the history may have. When it has more, `analyze` puts further hours and weeks "
      + "together, the oldest first, and the report says so; hours of the last 15 days and digests of "
      + "the last 29 stay, and no day is removed."
  )
  package static let privacyHide = SettingKey(
    "privacy.hide",
    .words(HiddenName.allCases.map(\.rawValue)),
    "Names that no report shows: instead of a client or host stands `client 1` or `host 1`, the "
      + "number being its place in the order of names; traces are left out."
  )

  // MARK: - Thresholds and severities

  package static let profile = SettingKey(
    "profile",
    .word(Profile.allCases.map(\.rawValue)),
    standard: .text(Profile.standard.rawValue),
    "The thresholds that hold unless a key of its own says otherwise."
  )
  package static let exceptions = SettingKey(
    "operations",
    .entries(AlertKeys.exceptionKeys),
    "Operations with thresholds of their own: `operation` is a name or a pattern with `*` and `?`, "
      + "`service` and `env` may narrow it, and `thresholds` holds what differs. The first entry that "
      + "fits and has the quantity decides."
  )
  package static let mediumShare = SettingKey(
    "severities.medium",
    .number(0...1),
    unit: "share of time",
    standard: .number(0.01),
    "From this share on a finding is at least of severity medium."
  )
  package static let highShare = SettingKey(
    "severities.high",
    .number(0...1),
    unit: "share of time",
    standard: .number(0.05),
    "From this share on a finding is at least of severity high."
  )
  package static let suppressions = SettingKey(
    "suppressions",
    .paths,
    "Files of suppressions, as for `--suppress`."
  )
  package static let criticalShare = SettingKey(
    "severities.critical",
    .number(0...1),
    unit: "share of time",
    standard: .number(0.25),
    "From this share on a finding is of severity critical."
  )
}
