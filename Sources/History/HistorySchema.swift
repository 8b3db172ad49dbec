internal import GRDB
internal import SQLiteFiles

/// The tables of a history.
///
/// A migration that has been released is never edited: a change of the schema is one more migration.
enum HistorySchema {
  /// What tells a history from other databases, in the header of the file: "NJHY".
  private static let applicationID: Int32 = 0x4E4A_4859

  /// What a history is among SQLite files.
  static let kind = SQLiteFile.Kind(
    label: "nightjar history",
    applicationID: applicationID,
    migrator: migrator
  )

  /// All migrations, in order.
  private static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: days, writers, records") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: daysAndRecords)
    }
    migrator.registerMigration("2: summaries of days") { database in
      try database.execute(sql: summaries)
      try SummaryRow.backfill(database)
    }
    migrator.registerMigration("3: baselines, findings, forecasts") { database in
      try database.execute(sql: saidOfDays)
      try FindingRow.backfill(database)
    }
    migrator.registerMigration("4: days listed beside their digests") { database in
      try database.execute(sql: listedDays)
    }
    migrator.registerMigration("5: weeks") { try $0.execute(sql: weeks) }
    migrator.registerMigration("6: runs") { try $0.execute(sql: runs) }
    return migrator
  }()

  /// Days are numbers since 1970-01-01, names UTF-8 as it stood in the log, times microseconds.
  private static let daysAndRecords = """
    CREATE TABLE day (
      day INTEGER PRIMARY KEY,
      digest BLOB NOT NULL,
      checksum INTEGER NOT NULL,
      requests INTEGER NOT NULL,
      duration_ns INTEGER NOT NULL,
      records INTEGER NOT NULL,
      recorded_us INTEGER NOT NULL,
      amended_us INTEGER,
      amendments INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE writer (
      id INTEGER PRIMARY KEY,
      service BLOB NOT NULL,
      env BLOB NOT NULL,
      host BLOB NOT NULL,
      release BLOB NOT NULL,
      writer BLOB NOT NULL,
      UNIQUE (writer, host, service, env, release)
    ) STRICT;
    -- The numbers of a writer's records that a day's digest counts.
    CREATE TABLE claim (
      day INTEGER NOT NULL REFERENCES day ON DELETE CASCADE,
      writer INTEGER NOT NULL REFERENCES writer,
      numbers BLOB NOT NULL,
      PRIMARY KEY (day, writer)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claim_of_writer ON claim (writer);
    -- Hashes of the day's records that have no number, with how often each is counted.
    CREATE TABLE content (
      day INTEGER PRIMARY KEY REFERENCES day ON DELETE CASCADE,
      hashes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// What follows from a day's digest and is read without it; each column by itself.
  private static let summaries = """
    CREATE TABLE summary (
      day INTEGER PRIMARY KEY REFERENCES day ON DELETE CASCADE,
      figures BLOB NOT NULL,
      sketches BLOB NOT NULL,
      hours BLOB NOT NULL,
      details BLOB NOT NULL
    ) STRICT;
    """

  /// Everything of a day but its digest.
  ///
  /// In the table it lies behind the digest, and SQLite walks through all pages of one value to the next:
  /// without this, a list of days reads the whole file.
  private static let listedDays = """
    CREATE INDEX day_listed ON day
      (day, requests, duration_ns, records, recorded_us, amended_us, amendments);
    """

  /// What people call days, and what was said of them.
  private static let saidOfDays = """
    CREATE TABLE baseline (
      name TEXT PRIMARY KEY,
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE finding (
      day INTEGER PRIMARY KEY REFERENCES day ON DELETE CASCADE,
      findings BLOB NOT NULL
    ) STRICT;
    -- What was expected of the days after one, as it was said then.
    CREATE TABLE forecast (
      day INTEGER PRIMARY KEY REFERENCES day ON DELETE CASCADE,
      forecasts BLOB NOT NULL
    ) STRICT;
    """

  /// The digests that days of a week share; such days have an empty one in the table `day`.
  private static let weeks = """
    CREATE TABLE week (
      -- The Monday.
      first_day INTEGER PRIMARY KEY,
      digest BLOB NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;
    -- Weeks whose days could not be put together, so that it is not tried every night.
    CREATE TABLE week_apart (
      first_day INTEGER PRIMARY KEY
    ) STRICT;
    """

  /// The newest runs that have recorded; the exit code is missing while one goes on, and when it was
  /// killed.
  private static let runs = """
    CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      began_us INTEGER NOT NULL,
      command TEXT NOT NULL,
      version TEXT NOT NULL,
      exit INTEGER,
      figures BLOB
    ) STRICT;
    """
}
