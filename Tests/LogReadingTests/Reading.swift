import LogReading
import MetricLog
import Synchronization
import TestSupport

/// What reading inputs gave: the accounts and the accepted records.
struct Reading {
  var result: ReadResult
  /// The records as texts, sorted.
  var rows: [String]
  /// Names that the format does not have, with their numbers.
  var unknown: [String: Int]

  /// The account of the first input.
  var account: FileAccount { result.accounts.first ?? FileAccount(path: "nothing was read") }

  /// How the first input's problems are called.
  var problems: [ReadProblem.Kind] { account.problems.map(\.kind) }

  /// Reads files; every rejection is kept.
  static func of(_ paths: [String], _ options: ReadOptions = .everything) async -> Reading {
    let collector = Collector()
    let result = await LogReader(paths: paths, options: options).read { Sink(collector: collector) }
    return collector.found.withLock { found in
      Reading(result: result, rows: found.rows.sorted(), unknown: found.unknown)
    }
  }

  /// Reads bytes as a file.
  static func of(
    _ bytes: [UInt8],
    _ options: ReadOptions = .everything,
    in folder: TemporaryFolder
  ) async throws -> Reading {
    await of([try folder.write(bytes)], options)
  }

  /// What differs between two readings of one input, or `nil`; paths do not count.
  func difference(from other: Reading) -> String? {
    if account != other.account { return "\(account) is not \(other.account)" }
    if rows != other.rows { return "other rows: \(rows.count) and \(other.rows.count)" }
    if unknown != other.unknown { return "\(unknown) is not \(other.unknown)" }
    if result.rejectedLines != other.result.rejectedLines {
      return "\(result.rejectedLines) is not \(other.result.rejectedLines)"
    }
    return nil
  }

  private final class Collector: Sendable {
    struct Found {
      var rows: [String] = []
      var unknown: [String: Int] = [:]
    }

    let found = Mutex(Found())
  }

  private struct Sink: BatchSink {
    let collector: Collector

    mutating func take(_ batch: inout RecordBatch) {
      collector.found.withLock { found in
        found.rows += batch.rowTexts
        found.unknown.merge(batch.unknownTexts) { $0 + $1 }
      }
    }

    mutating func finish() {}
  }
}

extension ReadOptions {
  /// Sizes that suit small files; every rejection is kept.
  static var everything: ReadOptions { with() }

  /// Other sizes, threads or library; every rejection is kept.
  static func with(
    block: Int = 16 * 1024,
    input: Int = 8 * 1024,
    threads: Int = 1,
    _ library: InflateLibrary = InflateLibrary.available[0]
  ) -> ReadOptions {
    var options = ReadOptions()
    options.rejectionsKept = .max
    options.blockSize = block
    options.inputSize = input
    options.threads = threads
    options.library = library
    return options
  }
}

extension [UInt8] {
  /// The lines of a text, of which the last may lack its newline.
  var lineCount: Int64 {
    let isUnfinished = last.map { $0 != 0x0A } ?? false
    return Int64(count { $0 == 0x0A } + (isUnfinished ? 1 : 0))
  }
}
