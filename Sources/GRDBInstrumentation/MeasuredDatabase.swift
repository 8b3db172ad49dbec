public import GRDB
public import GraphQLInstrumentation

/// A database whose waits for a connection are measured too.
///
/// Its methods are those of GRDB's queues and pools, by the same names, and do the same. What it adds
/// is the time from the call to the begin of the access, for the request of the current task, and the
/// gauges of the pool. The statements are noted by ``GRDB/Configuration/recordStatements()``, with
/// which the database has to be opened.
public struct MeasuredDatabase: Sendable {
  /// The database, for everything that needs no measuring.
  public let database: any DatabaseWriter

  private let readers: PoolMonitor
  private let writers: PoolMonitor

  /// Measures a queue, which is a pool of one connection, or a pool, whose readers and writer are
  /// counted apart.
  ///
  /// - Parameters:
  ///   - database: The database, opened with a configuration that records statements.
  ///   - name: What its pool is called in the log.
  ///   - monitor: Who collects the gauges.
  public init(_ database: any DatabaseWriter, name: String, monitor: PerformanceMonitor) {
    self.database = database
    if database is DatabasePool {
      readers = monitor.pool("\(name) readers", size: database.configuration.maximumReaderCount)
      writers = monitor.pool("\(name) writer", size: 1)
    } else {
      readers = monitor.pool(name, size: 1)
      writers = readers
    }
  }

  /// Reads, as `DatabaseReader.read` does.
  public func read<Value>(_ access: (Database) throws -> Value) throws -> Value {
    let wait = ConnectionWait(readers)
    defer { wait.end() }
    return try database.read { connection in
      wait.acquired()
      return try access(connection)
    }
  }

  /// Reads, as `DatabaseReader.read` does.
  public func read<Value: Sendable>(
    _ access: @Sendable (Database) throws -> Value
  ) async throws -> Value {
    let wait = ConnectionWait(readers)
    defer { wait.end() }
    return try await database.read { connection in
      wait.acquired()
      return try access(connection)
    }
  }

  /// Writes in a transaction, as `DatabaseWriter.write` does.
  public func write<Value>(_ access: (Database) throws -> Value) throws -> Value {
    let wait = ConnectionWait(writers)
    defer { wait.end() }
    return try database.write { connection in
      wait.acquired()
      return try access(connection)
    }
  }

  /// Writes in a transaction, as `DatabaseWriter.write` does.
  public func write<Value: Sendable>(
    _ access: @Sendable (Database) throws -> Value
  ) async throws -> Value {
    let wait = ConnectionWait(writers)
    defer { wait.end() }
    return try await database.write { connection in
      wait.acquired()
      return try access(connection)
    }
  }

  /// Reads and then calls back, as `DatabaseReader.asyncRead` does, within the caller's request.
  public func asyncRead(
    _ access: @escaping @Sendable (Result<Database, any Error>) -> Void
  ) {
    let here = Attribution.current
    let wait = ConnectionWait(readers)
    database.asyncRead { result in
      defer { wait.end() }
      let run = {
        if case .success = result { wait.acquired() }
        access(result)
      }
      if let here { here.restore(run) } else { run() }
    }
  }

  /// Writes without a transaction and then calls back, as `DatabaseWriter` does, within the caller's
  /// request.
  public func asyncWriteWithoutTransaction(_ access: @escaping @Sendable (Database) -> Void) {
    let here = Attribution.current
    let wait = ConnectionWait(writers)
    database.asyncWriteWithoutTransaction { connection in
      defer { wait.end() }
      let run = {
        wait.acquired()
        access(connection)
      }
      if let here { here.restore(run) } else { run() }
    }
  }
}
