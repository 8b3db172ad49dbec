import Foundation
import LogReading
import MetricLog
import TestSupport
import Testing

@Suite("Finding lines again")
struct LineFinderTests {
  private static let second: Int64 = 1_795_219_200_000_000

  private static func line(_ seq: Int, writer: String = "w") -> String {
    #"{"v":1,"type":"request","time":"2026-11-21T00:00:\#(seq < 10 ? "0" : "")\#(seq)Z","service":"s","#
      + #""env":"e","host":"h","release":"r","writer":"\#(writer)","seq":\#(seq),"#
      + #""operation":{"name":"A","kind":"query"},"duration_ms":1,"status":200,"errors":0}"#
  }

  private static func record(_ seq: Int, writer: String = "w") -> LineFinder.Record {
    LineFinder.Record(
      writer: writer,
      seq: UInt64(seq),
      timeMicroseconds: second + Int64(seq) * 1_000_000
    )
  }

  private static func places(
    _ records: [LineFinder.Record],
    in paths: [String],
    blockSize: Int = 1 << 16,
    maximumLineLength: Int = 1 << 20
  ) -> [LineFinder.Record: LineFinder.Place] {
    var options = ReadOptions()
    options.threads = 1
    (options.blockSize, options.inputSize) = (blockSize, blockSize)
    options.maximumLineLength = maximumLineLength
    return LineFinder(paths: paths, options: options).places(of: Set(records))
  }

  @Test(
    "counts every line as an editor does, whatever stands in between",
    arguments: [64, 1 << 16]
  )
  func lines(blockSize: Int) throws {
    let folder = try TemporaryFolder()
    let text = [
      "\u{feff}" + Self.line(1), "", "not json", Self.line(2) + "\r",
      String(repeating: "x", count: 3000), Self.line(3), "  " + Self.line(4),
      Self.line(5, writer: "other"), Self.line(6),
    ]
    let path = try folder.write(Array(text.joined(separator: "\n").utf8))
    let wanted = [1, 2, 3, 4, 6].map { Self.record($0) } + [Self.record(5, writer: "other")]
    let found = Self.places(wanted, in: [path], blockSize: blockSize, maximumLineLength: 1000)
    let lines = wanted.map { found[$0]?.line }
    #expect(lines == [1, 4, 6, 7, 9, 8])
  }

  @Test("looks into gzip of several members, and gives the first file that has a record")
  func files() throws {
    let folder = try TemporaryFolder()
    let members = [1, 2, 3].map { Gzip().member(Array((Self.line($0) + "\n").utf8)) }
    let first = try folder.write(Array((Self.line(9) + "\n" + Self.line(2) + "\n").utf8), "a.jsonl")
    let second = try folder.write(members.flatMap { $0 }, "b.jsonl.gz")
    let found = Self.places([2, 3].map { Self.record($0) }, in: [first, second])
    #expect(found[Self.record(2)] == LineFinder.Place(path: first, line: 2))
    #expect(found[Self.record(3)] == LineFinder.Place(path: second, line: 3))
  }

  @Test("finds nothing of what is not there: another time, another writer, no file")
  func missing() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array((Self.line(1) + "\n").utf8))
    var late = Self.record(1)
    late.timeMicroseconds += 1
    let wanted = [late, Self.record(1, writer: "x"), Self.record(2)]
    #expect(Self.places(wanted, in: [path, folder.path("missing"), "-", "/dev/null"]).isEmpty)
  }
}
