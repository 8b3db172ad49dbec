internal import Analysis
internal import GRDB
internal import SQLiteFiles

/// What was seen on which day, and what each channel was told of it; works within a transaction.
struct Ledger {
  let database: Database

  /// Days without a finding that are always enough for it to be gone.
  private static let mostDaysUntilGone = 14
  /// What costs so many times what was told is worse.
  private static let worseFactor = 1.5

  // MARK: - What is there

  /// Notes the sightings of a report.
  ///
  /// - Returns: The notices of days that are not older than what is known: what is left to tell.
  func note(_ sightings: Sightings) throws -> [Notice] {
    guard let day = sightings.day.map({ Int64($0.number) }) else { return [] }
    let current = try sightings.notices.filter { try isCurrent($0.service, $0.env, day) }
    for notice in current { try note(notice, day) }
    for environment in sightings.environments
    where try isCurrent(environment.service, environment.env, day) {
      try noteAbsences(in: environment, day, current.map(\.id), sightings.hasComparison)
      try database.execute(
        sql: """
          INSERT INTO coverage (service, env, day) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET day = excluded.day
          """,
        arguments: [environment.service, environment.env, day]
      )
    }
    return current
  }

  private func isCurrent(_ service: String, _ env: String, _ day: Int64) throws -> Bool {
    let last = try Int64.fetchOne(
      database,
      sql: "SELECT day FROM coverage WHERE service = ? AND env = ?",
      arguments: [service, env]
    )
    return last.map { day >= $0 } ?? true
  }

  private func note(_ notice: Notice, _ day: Int64) throws {
    try database.execute(
      sql: """
        INSERT INTO finding
          (id, service, env, episode, is_open, seen_day, absences, days_until_gone)
        VALUES (?, ?, ?, 1, 1, ?, 0, ?)
        ON CONFLICT DO UPDATE SET
          episode = episode + (1 - is_open), is_open = 1, absences = 0,
          seen_day = max(seen_day, excluded.seen_day)
        """,
      arguments: [notice.id, notice.service, notice.env, day, notice.daysUntilGone]
    )
  }

  /// A day counts as an absence once, however often its logs are analysed.
  ///
  /// What comes and goes, because it lies near its threshold, needs twice as many days without it each time
  /// it has been back: so it is told once and stays told, instead of being gone and back every few nights.
  /// Events, of which each is another, are left out of this.
  private func noteAbsences(
    in environment: Report.Environment,
    _ day: Int64,
    _ ids: [String],
    _ hasComparison: Bool
  ) throws {
    let present = Set(ids)
    let open = try String.fetchAll(
      database,
      sql: """
        SELECT id FROM finding
        WHERE service = ? AND env = ? AND is_open = 1 AND seen_day < ?
          AND coalesce(absent_day, -1) < ?
        """,
      arguments: [environment.service, environment.env, day, day]
    )
    for id in open where !present.contains(id) {
      guard hasComparison || !id.hasPrefix(NoticeBuilder.regressionRule + "-") else { continue }
      try database.execute(
        sql: """
          UPDATE finding SET absences = absences + 1, absent_day = ?,
            is_open = absences + 1 < CASE days_until_gone WHEN 1 THEN 1 ELSE
              min(?, days_until_gone * (1 << min(episode - 1, 10))) END
          WHERE id = ?
          """,
        arguments: [day, Self.mostDaysUntilGone, id]
      )
    }
  }

  // MARK: - What is told

  /// The notices that are news to a channel, the most severe first, and how many its cap holds back.
  func news(
    _ notices: [Notice],
    for channel: Channel,
    cap: Int,
    today: Int64
  ) throws -> (told: [Notice], heldBack: Int) {
    let candidates = try notices.filter { $0.severity >= channel.leastSeverity }
      .compactMap { notice -> Notice? in
        guard let change = try change(of: notice, for: channel.name) else { return nil }
        var notice = notice
        notice.change = change
        return notice
      }
      .sorted(by: Self.comesFirst)
    let sent = try Int.fetchOne(
      database,
      sql: "SELECT notices FROM sending WHERE channel = ? AND day = ?",
      arguments: [channel.name, today]
    )
    let told = candidates.prefix(max(0, cap - (sent ?? 0)))
    for notice in told { try noteTold(notice, channel.name, today) }
    try database.execute(
      sql: """
        INSERT INTO sending (channel, day, notices) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET notices = notices + excluded.notices
        """,
      arguments: [channel.name, today, told.count]
    )
    return (Array(told), candidates.count - told.count)
  }

  private static func comesFirst(_ left: Notice, _ right: Notice) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    if left.costNanoseconds != right.costNanoseconds {
      return left.costNanoseconds > right.costNanoseconds
    }
    return left.id < right.id
  }

  /// Why a notice is news to a channel; `nil` when it is not.
  private func change(of notice: Notice, for channel: String) throws -> Notice.Change? {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT told.severity, told.cost_ns, told.episode < finding.episode AS has_returned
        FROM told JOIN finding ON finding.id = told.finding
        WHERE told.channel = ? AND told.finding = ?
        """,
      arguments: [channel, notice.id]
    )
    guard let row else { return .new }
    if try row.stored("has_returned") as Bool { return .returned }
    if notice.severity.rawValue > (try row.stored("severity") as Int) {
      return .worse
    }
    let cost = try row.stored("cost_ns") as Double
    return cost > 0 && notice.costNanoseconds >= cost * Self.worseFactor ? .worse : nil
  }

  private func noteTold(_ notice: Notice, _ channel: String, _ today: Int64) throws {
    try database.execute(
      sql: """
        INSERT INTO told (channel, finding, episode, severity, cost_ns, told_day, is_resolved)
        SELECT ?, id, episode, ?, ?, ?, 0 FROM finding WHERE id = ?
        ON CONFLICT DO UPDATE SET
          episode = excluded.episode, severity = excluded.severity, cost_ns = excluded.cost_ns,
          told_day = excluded.told_day, is_resolved = 0
        """,
      arguments: [
        channel, notice.severity.rawValue, notice.costNanoseconds, today, notice.id,
      ]
    )
  }

  /// The findings that a channel was told and that are gone now; each is returned once.
  func resolved(for channel: String) throws -> [String] {
    let gone = try String.fetchAll(
      database,
      sql: """
        SELECT told.finding FROM told JOIN finding ON finding.id = told.finding
        WHERE told.channel = ? AND finding.is_open = 0 AND told.is_resolved = 0
        ORDER BY told.finding
        """,
      arguments: [channel]
    )
    for id in gone {
      try database.execute(
        sql: "UPDATE told SET is_resolved = 1 WHERE channel = ? AND finding = ?",
        arguments: [channel, id]
      )
    }
    return gone
  }
}
