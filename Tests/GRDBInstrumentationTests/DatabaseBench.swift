import GRDB
import GRDBInstrumentation
import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import TestSupport

/// A database of three books and a monitor of those who read it.
struct DatabaseBench {
  let folder: TemporaryFolder
  let database: any DatabaseWriter
  let sink = MemorySink()
  let monitor: PerformanceMonitor

  init(isPool: Bool) throws {
    folder = try TemporaryFolder()
    var configuration = Configuration()
    configuration.recordStatements()
    let path = folder.path("books.sqlite")
    if isPool {
      database = try DatabasePool(path: path, configuration: configuration)
    } else {
      database = try DatabaseQueue(path: path, configuration: configuration)
    }
    try database.write { connection in
      try connection.execute(
        sql: """
          CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT);
          INSERT INTO book (id, title) VALUES (1, 'One'), (2, 'Two'), (3, 'Three');
          """
      )
    }
    var monitoring = MonitorConfiguration()
    monitoring.announcesRelease = false
    monitor = PerformanceMonitor(configuration: monitoring, sink: sink)
  }
}
