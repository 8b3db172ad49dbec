import Glibc
import GraphQLInstrumentation
import MetricLog

/// Writes a log under hard conditions, for tests that need a process of their own.
///
///     log-writer-victim endless DIRECTORY
///     log-writer-victim file-limit DIRECTORY
///     log-writer-victim permission DIRECTORY
@main
enum LogWriterVictim {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { exit(2) }
    switch arguments[1] {
    case "endless": try await writeUntilKilled(arguments[2])
    case "file-limit": try await writeBeyondFileLimit(arguments[2])
    case "permission": try await writeWithoutPermission(arguments[2])
    default: exit(2)
    }
  }

  /// Writes until it is killed; after each flush prints how many requests the log must have.
  private static func writeUntilKilled(_ directory: String) async throws {
    var configuration = configuration(directory)
    configuration.rotateAtBytes = 200_000
    configuration.memberBytes = 50_000
    configuration.flushInterval = .milliseconds(5)
    let writer = try LogWriter(configuration: configuration)
    var accepted = 0
    while true {
      accepted += give(100, to: writer, from: accepted)
      await writer.flush()
      printLine("flushed \(accepted)")
    }
  }

  /// Writes while files may not grow beyond 20,000 bytes, then again without that limit.
  private static func writeBeyondFileLimit(_ directory: String) async throws {
    signal(SIGXFSZ, SIG_IGN)
    var configuration = configuration(directory)
    configuration.queueBytes = 64 << 10
    let writer = try LogWriter(configuration: configuration)
    var limit = rlimit(rlim_cur: 20_000, rlim_max: rlim_t.max)
    guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(3) }
    var accepted = give(1000, to: writer, from: 0)
    await writer.flush()
    guard writer.statistics.failure != nil else { exit(4) }
    limit.rlim_cur = rlim_t.max
    guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(3) }
    await writer.flush()
    accepted += give(10, to: writer, from: 1000)
    await writer.close()
    guard writer.statistics.failure == nil else { exit(5) }
    report(writer, accepted: accepted)
  }

  /// Writes while the directory is closed to the process, which therefore may not be root.
  private static func writeWithoutPermission(_ directory: String) async throws {
    if getuid() == 0 { guard setgid(65534) == 0, setuid(65534) == 0 else { exit(3) } }
    var configuration = configuration(directory)
    configuration.rotateAtBytes = 10_000
    let writer = try LogWriter(configuration: configuration)
    var accepted = give(100, to: writer, from: 0)
    await writer.flush()
    let filesBefore = writer.statistics.filesOpened
    guard unsafe chmod(directory, 0) == 0 else { exit(3) }
    accepted += give(100, to: writer, from: 1000)
    await writer.flush()
    guard writer.statistics.filesOpened == filesBefore else { exit(4) }
    do {
      _ = try LogWriter(configuration: configuration)
      exit(5)
    } catch {
      printLine("refused \(error)")
    }
    guard unsafe chmod(directory, 0o755) == 0 else { exit(3) }
    accepted += give(100, to: writer, from: 2000)
    // The attempts to rotate come less and less often, so it may take a while.
    var rounds = 0
    while writer.statistics.filesOpened == filesBefore {
      rounds += 1
      guard rounds < 600 else { exit(6) }
      usleep(50_000)
      await writer.flush()
    }
    await writer.close()
    report(writer, accepted: accepted)
  }

  private static func configuration(_ directory: String) -> LogWriter.Configuration {
    LogWriter.Configuration(
      directory: directory,
      service: "victim",
      env: "test",
      release: "1",
      host: "here"
    )
  }

  /// Returns how many of the records were taken.
  private static func give(_ count: Int, to writer: LogWriter, from start: Int) -> Int {
    (0..<count).count { index in
      writer.write(
        .request(
          RequestRecord(
            timeMicroseconds: 1_700_000_000_000_000,
            operation: RequestRecord.Operation(name: "Operation", kind: .query),
            durationNanoseconds: Int64(start + index)
          )
        )
      )
    }
  }

  private static func report(_ writer: LogWriter, accepted: Int) {
    let statistics = writer.statistics
    printLine("accepted \(accepted)")
    printLine("written \(statistics.recordsWritten)")
    printLine("dropped \(statistics.recordsDropped)")
  }

  /// One call of the system a line, so that a reader has it even if this process is killed.
  private static func printLine(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress, $0.count) }
  }
}
