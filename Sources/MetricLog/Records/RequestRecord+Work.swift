extension RequestRecord {
  /// What a request asked of the database.
  package struct Database: Hashable, Sendable {
    /// The statements that ran.
    package var count: Int
    /// The sum of their times in nanoseconds; they can overlap.
    package var timeNanoseconds: Int64?
    /// The time spent waiting for a connection, in nanoseconds.
    package var waitNanoseconds: Int64?
    /// The statements, at most 50, the largest by time; empty means absent.
    package var statements: [StatementCall]

    package init(
      count: Int,
      timeNanoseconds: Int64? = nil,
      waitNanoseconds: Int64? = nil,
      statements: [StatementCall] = []
    ) {
      self.count = count
      self.timeNanoseconds = timeNanoseconds
      self.waitNanoseconds = waitNanoseconds
      self.statements = statements
    }
  }

  /// The executions of one statement on behalf of one field.
  package struct StatementCall: Hashable, Sendable {
    /// The hash of the statement without its literals, written as 16 hex digits.
    package var fingerprint: UInt64
    /// The `Type.field` whose resolver issued it.
    package var field: String?
    /// How many times it ran.
    package var count: Int
    /// The sum of its times in nanoseconds.
    package var timeNanoseconds: Int64?
    /// How many different sets of parameters it ran with.
    package var distinct: Int?

    package init(
      fingerprint: UInt64,
      field: String?,
      count: Int,
      timeNanoseconds: Int64? = nil,
      distinct: Int? = nil
    ) {
      self.fingerprint = fingerprint
      self.field = field
      self.count = count
      self.timeNanoseconds = timeNanoseconds
      self.distinct = distinct
    }
  }

  /// The use of one level of one cache.
  package struct CacheUse: Hashable, Sendable {
    package var name: String
    /// The level, 1 being asked first.
    package var level: Int?
    package var hits: Int
    package var misses: Int
    package var writes: Int?
    package var evictions: Int?

    package init(
      name: String,
      level: Int?,
      hits: Int,
      misses: Int,
      writes: Int? = nil,
      evictions: Int? = nil
    ) {
      self.name = name
      self.level = level
      self.hits = hits
      self.misses = misses
      self.writes = writes
      self.evictions = evictions
    }
  }

  /// The calls of one resolver.
  package struct FieldCall: Hashable, Sendable {
    /// The `Type.field`.
    package var field: String
    package var calls: Int
    /// The sum over the calls in nanoseconds; they can overlap.
    package var timeNanoseconds: Int64?
    /// The list items that the calls returned in all; `nil` for a field that is no list.
    package var items: Int?

    package init(field: String, calls: Int, timeNanoseconds: Int64? = nil, items: Int? = nil) {
      self.field = field
      self.calls = calls
      self.timeNanoseconds = timeNanoseconds
      self.items = items
    }
  }
}
