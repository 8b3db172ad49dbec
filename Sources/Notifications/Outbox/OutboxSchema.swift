internal import GRDB
internal import SQLiteFiles

/// The tables of the state: what was seen, what was told, what is to be sent.
///
/// A migration that has been released is never edited: a change of the schema is one more migration.
enum OutboxSchema {
  /// What tells the state from other databases, in the header of the file: "NJNO".
  private static let applicationID: Int32 = 0x4E4A_4E4F

  /// What the state is among SQLite files.
  static let kind = SQLiteFile.Kind(
    label: "nightjar notifications",
    applicationID: applicationID,
    migrator: migrator
  )

  /// All migrations, in order.
  private static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: findings, telling, messages") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: tables)
    }
    return migrator
  }()

  /// Days are numbers since 1970-01-01, severities their rank, times microseconds since 1970.
  private static let tables = """
    -- The last day that was told of an environment: what is older changes nothing.
    CREATE TABLE coverage (
      service TEXT NOT NULL,
      env TEXT NOT NULL,
      day INTEGER NOT NULL,
      PRIMARY KEY (service, env)
    ) STRICT, WITHOUT ROWID;
    -- An episode is a stretch of days in which a finding was there.
    CREATE TABLE finding (
      id TEXT PRIMARY KEY,
      service TEXT NOT NULL,
      env TEXT NOT NULL,
      episode INTEGER NOT NULL,
      is_open INTEGER NOT NULL,
      seen_day INTEGER NOT NULL,
      absences INTEGER NOT NULL,
      days_until_gone INTEGER NOT NULL,
      absent_day INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE told (
      channel TEXT NOT NULL,
      finding TEXT NOT NULL REFERENCES finding ON DELETE CASCADE,
      episode INTEGER NOT NULL,
      severity INTEGER NOT NULL,
      cost_ns REAL NOT NULL,
      told_day INTEGER NOT NULL,
      is_resolved INTEGER NOT NULL,
      PRIMARY KEY (channel, finding)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sending (
      channel TEXT NOT NULL,
      day INTEGER NOT NULL,
      notices INTEGER NOT NULL,
      PRIMARY KEY (channel, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE message (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      channel TEXT NOT NULL,
      kind TEXT NOT NULL,
      summary TEXT NOT NULL,
      body BLOB NOT NULL,
      state TEXT NOT NULL,
      made_us INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      not_before_us INTEGER NOT NULL,
      leased_until_us INTEGER NOT NULL,
      detail TEXT NOT NULL,
      UNIQUE (channel, id)
    ) STRICT;
    CREATE INDEX message_by_state ON message (state, channel, number);
    """
}
