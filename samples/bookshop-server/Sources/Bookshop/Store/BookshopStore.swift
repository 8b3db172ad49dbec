import GRDBInstrumentation
public import GraphQLInstrumentation
import GRDB

/// The shop's database.
public struct BookshopStore: Sendable {
  private enum Access: Sendable {
    case plain(DatabasePool)
    case measured(MeasuredDatabase)
  }

  private let access: Access

  /// Opens the database, and fills it if it is new.
  ///
  /// - Parameters:
  ///   - path: Where its file is.
  ///   - poolSize: How many connections read at the same time.
  ///   - monitor: Measures statements and connections; `nil` leaves them unmeasured.
  ///   - seed: What a new database begins with.
  /// - Throws: What the database says when the file cannot be opened or written.
  public init(
    path: String,
    poolSize: Int,
    monitor: PerformanceMonitor?,
    seed: SeedData = SeedData()
  ) throws {
    var configuration = Configuration()
    configuration.maximumReaderCount = max(1, poolSize)
    configuration.busyMode = .timeout(5)
    if monitor != nil { configuration.recordStatements() }
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.write { database in
      if try !database.tableExists("book") { try seed.write(to: database) }
    }
    access =
      monitor.map { .measured(MeasuredDatabase(pool, name: "books", monitor: $0)) } ?? .plain(pool)
  }

  func read<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) async throws -> Value {
    switch access {
    case .plain(let pool): try await pool.read(body)
    case .measured(let database): try await database.read(body)
    }
  }

  func write<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) async throws -> Value {
    switch access {
    case .plain(let pool): try await pool.write(body)
    case .measured(let database): try await database.write(body)
    }
  }
}
