import Foundation
import TestSupport
import Testing

/// What stands in the files of a directory, read by other means than the project's own reader.
struct WrittenLog {
  /// One line.
  struct Line {
    var file: String
    var object: [String: Any]

    var type: String { object["type"] as? String ?? "" }
    var event: String { object["event"] as? String ?? "" }
    var seq: Int { object["seq"] as? Int ?? 0 }
    var writer: String { object["writer"] as? String ?? "" }
    var dropped: Int { object["dropped"] as? Int ?? 0 }
    var signature: String {
      (object["operation"] as? [String: Any] ?? object)["signature"] as? String ?? ""
    }
    /// What tests count records by.
    var durationMilliseconds: Double? { object["duration_ms"] as? Double }
  }

  /// The log files in the directory, in order.
  var files: [String]
  /// Those whose last line has no end; that line is left out.
  var cutFiles: [String] = []
  /// All lines: of a file in order, and the files in order of their names.
  var lines: [Line] = []

  /// - Parameters:
  ///   - directory: Where the files are.
  ///   - limitBytes: More than any file has text.
  ///   - mayBeCut: Whether the last line of a file may be incomplete.
  /// - Throws: What cannot be read as a log.
  init(_ directory: String, limitBytes: Int = 512 << 10, mayBeCut: Bool = false) throws {
    files = try FileManager.default.contentsOfDirectory(atPath: directory)
      .filter { !$0.hasPrefix(".") && ($0.hasSuffix(".jsonl") || $0.hasSuffix(".jsonl.gz")) }
      .sorted()
    for file in files {
      let stored = try [UInt8](Data(contentsOf: URL(filePath: "\(directory)/\(file)")))
      let text = file.hasSuffix(".gz") ? Gzip.inflated(stored, limit: limitBytes) : stored
      if let last = text.last, last != UInt8(ascii: "\n") { cutFiles.append(file) }
      for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .dropLast()
      {
        let object = try JSONSerialization.jsonObject(with: Data(line))
        lines.append(Line(file: file, object: try #require(object as? [String: Any])))
      }
    }
    #expect(mayBeCut || cutFiles.isEmpty, "files end with whole lines")
  }

  /// The lines of one type.
  func lines(_ type: String) -> [Line] { lines.filter { $0.type == type } }

  /// The lines of one file.
  func lines(in file: String) -> [Line] { lines.filter { $0.file == file } }

  /// The sum of what `writer` records say was dropped.
  var dropped: Int { lines("writer").reduce(0) { $0 + $1.dropped } }

  /// The numbers of each writer, in order, each once.
  var numbers: [String: [Int]] {
    Dictionary(grouping: lines, by: \.writer).mapValues { Set($0.map(\.seq)).sorted() }
  }

  /// Expects that the numbers of every writer run from 1 without gaps, and that none stands twice.
  func expectWholeNumbers(mayRepeat: Bool = false) {
    for (writer, numbers) in numbers {
      #expect(numbers == Array(1...numbers.count), "\(writer) has gaps")
      if !mayRepeat {
        #expect(numbers.count == lines.count { $0.writer == writer }, "\(writer) repeats numbers")
      }
    }
  }
}
