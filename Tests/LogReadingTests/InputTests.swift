import Foundation
import LogReading
import MetricLog
import TestSupport
import Testing

@Suite("Inputs")
struct InputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("that cannot be read are reported and stop nothing")
  func unreadable() async throws {
    let good = try folder.write(SampleLines.text(3), "good.jsonl")
    let paths = [
      folder.path("missing.jsonl"), good, folder.url.path, "/proc/self/mem", folder.path("x/y"),
      folder.path(String(repeating: "n", count: 300)), "/dev/null", good,
    ]
    for threads in [1, 2, 7] {
      let reading = await Reading.of(paths, .with(threads: threads))
      let accounts = reading.result.accounts
      #expect(accounts.map(\.path) == paths)
      #expect(
        accounts.map { $0.problems.map(\.kind) == [.unreadable] }
          == [true, false, true, true, true, true, false, false]
      )
      #expect(accounts.map(\.lines) == [0, 3, 0, 0, 0, 0, 0, 3])
      #expect(accounts[0].problems.first?.detail == "No such file or directory")
      #expect(accounts[2].problems.first?.detail == "is a directory")
    }
  }

  @Test("may be more than a process may have open")
  func manyFiles() async throws {
    let text = SampleLines.text(1)
    let paths = try (0..<300).map { try folder.write(text, "\($0).jsonl") }
    await #expect(processExitsWith: .success) { [paths = paths as [String]] in
      try Self.limitOpenFiles(to: 40)
      for threads in [1, 4] {
        let reading = await Reading.of(paths, .with(threads: threads))
        #expect(reading.result.accounts.allSatisfy { $0.lines == 1 && $0.problems.isEmpty })
      }
    }
  }

  @Test("may be standard input, twice, of which the first takes all")
  func standardInput() async throws {
    let text = SampleLines.text(3)
    for stored in [text, Gzip().member(text)] {
      let path = try folder.write(stored)
      await #expect(processExitsWith: .success) { [path = path as String] in
        try Self.takeStandardInput(from: path)
        let reading = await Reading.of(["-", "-"])
        #expect(reading.result.accounts.map(\.lines) == [3, 0])
        #expect(reading.result.accounts.map(\.path) == ["-", "-"])
      }
    }
  }

  @Test("may be named pipes, which are opened once")
  func namedPipe() async throws {
    let log = try folder.write(Gzip().member(SampleLines.text(3)), "log.gz")
    let pipe = folder.path("pipe.jsonl")
    let writer = Process()
    writer.executableURL = URL(filePath: "/bin/sh")
    writer.arguments = ["-c", "mkfifo \"$2\" && echo made && cat \"$1\" > \"$2\"", "sh", log, pipe]
    let output = Pipe()
    writer.standardOutput = output
    try writer.run()
    _ = output.fileHandleForReading.availableData
    let inputs = InputFinder.find([pipe])
    #expect(inputs.logs == [pipe])
    #expect(InputFinder.find([folder.url.path]).logs.isEmpty, "a pipe in a directory")
    let reading = await Reading.of(inputs.logs)
    writer.waitUntilExit()
    #expect(writer.terminationStatus == 0)
    #expect(reading.account.lines == 3 && reading.problems.isEmpty)
  }

  @Test("may shrink or grow while they are read")
  func changingFile() async throws {
    for size in [0, 100, 5000, 30_000] as [UInt64] {
      let text = SampleLines.text(60)
      let path = try folder.write(text)
      var options = ReadOptions.with(block: 512)
      options.batchRows = 1
      let result = await LogReader(paths: [path], options: options)
        .read { ResizingSink(path: path, size: size) }
      let account = try #require(result.accounts.first)
      #expect(account.lines == account.acceptedLines + account.rejectedLines + account.blank)
      #expect(account.storedBytes == account.textBytes)
      #expect(account.acceptedLines >= 1)
      if size > text.count { #expect(account.textBytes == Int64(size)) }
    }
  }

  @Test("count the bytes that were read as progress")
  func progress() async throws {
    let plain = try folder.write(SampleLines.text(50), "a.jsonl")
    let gzip = try folder.write(Gzip().member(SampleLines.text(50)), "b.jsonl")
    let progress = ReadProgress()
    let reader = LogReader(paths: [plain, gzip], options: .with(block: 100), progress: progress)
    let result = await reader.read { ResizingSink(path: "", size: 0) }
    let stored = result.accounts.reduce(0) { $0 + $1.storedBytes }
    // The first bytes of a file are read to recognise it.
    #expect((stored - 16...stored).contains(progress.storedBytes))
  }

  /// Gives a file another size when the first records come.
  private struct ResizingSink: BatchSink {
    var path: String
    var size: UInt64
    var isDone = false

    mutating func take(_ batch: inout RecordBatch) {
      guard !isDone, !path.isEmpty, batch.rowCount > 0 else { return }
      isDone = true
      let file = FileHandle(forUpdatingAtPath: path)
      try? file?.truncate(atOffset: size)
      try? file?.close()
    }

    mutating func finish() {}
  }

  private static func limitOpenFiles(to count: UInt) throws {
    var limit = rlimit(rlim_cur: count, rlim_max: count)
    let status = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    try #require(status == 0)
  }

  private static func takeStandardInput(from path: String) throws {
    let file = try #require(FileHandle(forReadingAtPath: path))
    try #require(dup2(file.fileDescriptor, 0) == 0)
  }
}
