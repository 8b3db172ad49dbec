import Foundation
import TestSupport
import Testing

/// What scripts and cron rely on: exit codes, and which channel says what.
@Suite("The exit code")
struct ExitCodeTests {
  private let scratch: Scratch
  private let logs: [String]
  private static let line =
    #"{"v":1,"type":"request","time":"2026-11-22T03:00:00Z","service":"s","duration_ms":1}"#

  init() throws {
    scratch = try Scratch()
    logs = try scratch.copySamples()
  }

  @Test("is 0 for help, the version and completions, on standard output")
  func information() throws {
    for arguments in [
      [], ["--help"], ["--version"], ["help", "merge"], ["validate", "-h"],
      ["--generate-completion-script", "bash"],
    ] {
      let outcome = try scratch.nightjar(arguments)
      #expect(outcome.status == 0, "\(arguments)")
      #expect(outcome.errors == "" && !outcome.output.isEmpty, "\(arguments)")
    }
  }

  @Test("is 2 for arguments that cannot be followed, before any work is done")
  func usage() throws {
    try scratch.write("empty/readme.txt", "no log")
    try scratch.write("file", "")
    let wrong: [(String, says: String)] = [
      ("frobnicate", "frobnicate"), ("analyze", "no logs to read"),
      ("analyze logs --frobnicate", "--frobnicate"), ("analyze logs --top -1", "--top"),
      ("analyze logs --top many", "many"), ("analyze logs --threads 0", "--threads 0"),
      ("analyze logs --format pdf", "pdf"), ("analyze logs --sort name", "name"),
      ("analyze logs --width 20", "--width 20"), ("analyze logs --inflate lzma", "lzma"),
      ("analyze logs --since yesterday", "--since yesterday"),
      ("analyze logs --since 2026-11-23 --until 2026-11-22", "--since is not before --until"),
      ("analyze logs --max-rejected 101", "--max-rejected"), ("analyze - -", "standard input"),
      ("analyze empty", "no logs in empty"), ("validate empty", "no logs in empty"),
      ("analyze logs -o json", "FORMAT=PATH"), ("analyze logs -o pdf=x", "FORMAT=PATH"),
      ("analyze logs -o json=nowhere/x", "nowhere/x"), ("analyze logs -o json=file/x", "file/x"),
      ("analyze logs -o json=empty", "it is a directory"),
      ("analyze logs -o json=x -o text=./x", "taken"), ("digest logs", "--output"),
      ("digest logs -o nowhere/x", "its directory does not exist"), ("generate", "--output"),
      ("generate missing.yaml -o x", "missing.yaml"),
    ]
    for (command, says) in wrong {
      let outcome = try scratch.nightjar(command.split(separator: " ").map(String.init))
      #expect(outcome.status == 2, "\(command)")
      #expect(outcome.output.isEmpty, "\(command)")
      #expect(outcome.errors.contains(says), "\(command): \(outcome.errors)")
    }
    #expect(try scratch.names() == ["empty", "file", "logs"])
    #expect(try scratch.read("file").isEmpty)
  }

  @Test("is 3 when an input cannot be read; the others are reported")
  func unreadable() throws {
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("dangling.jsonl").path,
      withDestinationPath: "nowhere"
    )
    for missing in ["dangling.jsonl", "nowhere.jsonl"] {
      let outcome = try scratch.nightjar(["analyze", missing, "logs", "--format", "json", "-q"])
      #expect(outcome.status == 3)
      #expect(
        outcome.errors == "nightjar: 1 of 5 inputs could not be read to the end: \(missing)\n"
      )
      let report = try outcome.json()
      #expect(report.totals?.requests?.number == 4400)
      let file = try #require(
        report.input?.files?.elements.first { $0.path?.string == missing }
      )
      #expect(file.problems?.elements.map(\.kind?.string) == ["unreadable"])
    }
    let text = try scratch.nightjar(["analyze", "nowhere.jsonl"])
    #expect(text.status == 3)
    #expect(text.text.contains("No such file or directory"))
  }

  @Test("is 3 when a file may not be read; the others are reported")
  func forbidden() throws {
    try scratch.write("secret.jsonl", Self.line + "\n")
    // Root may read everything, unless it gives that up.
    let outcome = try scratch.shell(
      """
      chmod 000 secret.jsonl
      if [ "$(id -u)" = 0 ]; then drop="setpriv --bounding-set=-dac_override,-dac_read_search"; fi
      $drop "$NIGHTJAR" analyze secret.jsonl logs --format json
      """
    )
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("could not be read to the end: secret.jsonl"))
    let report = try outcome.json()
    #expect(report.totals?.requests?.number == 4400)
    let file = try #require(
      report.input?.files?.elements.first { $0.path?.string == "secret.jsonl" }
    )
    let problem = try #require(file.problems?.elements.first)
    #expect(problem.kind?.string == "unreadable")
    #expect(problem.detail?.string == "Permission denied")
  }

  @Test("is 3 when a gzip file is cut; what is before the cut counts")
  func cutGzip() throws {
    let whole = try scratch.read(logs[0])
    try scratch.write(logs[0], whole.prefix(whole.count / 2))
    let outcome = try scratch.nightjar(["analyze", "logs", "--format", "json"])
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains(logs[0]))
    let report = try outcome.json()
    let file = try #require(report.input?.files?.elements.first)
    #expect(file.problems?.elements.map(\.kind?.string) == ["truncated_gzip"])
    let lines = try #require(file.lines?.number)
    #expect(lines > 300 && lines < 1370)
    #expect((report.totals?.requests?.number ?? 0) > 3200)
    // The loss travels with the digest.
    let digest = try scratch.nightjar(["digest", "logs", "-o", "cut.digest"])
    #expect(digest.status == 3 && scratch.has("cut.digest"))
    #expect(try scratch.nightjar(["analyze", "cut.digest"]).status == 3)
  }

  @Test("is 3 when more lines are rejected than --max-rejected allows")
  func rejected() throws {
    let good = String(repeating: Self.line + "\n", count: 95)
    try scratch.write("bad.jsonl", good + String(repeating: "{bad}\n", count: 5))
    let outcome = try scratch.nightjar(["analyze", "bad.jsonl", "--format", "json"])
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("5 of 100 lines were rejected"))
    #expect(try outcome.json().totals?.requests?.number == 95)
    for (limit, status) in [("4.9", 3), ("5", 0), ("100", 0), ("0", 3)] {
      let outcome = try scratch.nightjar(["analyze", "bad.jsonl", "--max-rejected", limit])
      #expect(Int(outcome.status) == status, "\(limit)")
      #expect(outcome.errors.isEmpty == (status == 0))
      #expect(outcome.text.contains("100 = 95 accepted + 5 rejected + 0 blank"))
    }
  }

  @Test("is 3 when a digest is damaged; the others are reported")
  func damagedDigest() throws {
    #expect(try scratch.nightjar(["digest", logs[0], "-o", "a.digest"]).status == 0)
    #expect(try scratch.nightjar(["digest", logs[1], "-o", "b.digest"]).status == 0)
    let whole = try scratch.read("a.digest")
    var flipped = whole
    flipped[whole.count / 2] ^= 1
    for damaged in [flipped, whole.prefix(whole.count - 1), whole.prefix(9)] {
      try scratch.write("a.digest", damaged)
      let outcome = try scratch.nightjar(["analyze", "a.digest", "b.digest", "--format", "json"])
      #expect(outcome.status == 3)
      #expect(outcome.errors.contains("1 of 2 inputs could not be read to the end: a.digest"))
      let report = try outcome.json()
      #expect(report.input?.lines?.number == 1316)
    }
    let text = try scratch.nightjar(["analyze", "a.digest"])
    #expect(text.status == 3)
    #expect(text.text.contains("damaged"), "\(text.text)")
  }

  @Test("is 0 when the reader of a pipe has enough, and quietly so")
  func brokenPipe() throws {
    for (command, reader) in [
      ("$NIGHTJAR analyze logs", "head -1"), ("$NIGHTJAR analyze logs --format json", "head -c 1"),
      ("$NIGHTJAR digest logs -o -", "head -c 1"), ("$NIGHTJAR analyze logs", "true"),
      ("yes | head -100000 | $NIGHTJAR validate -", "head -1"), ("$NIGHTJAR help merge", "true"),
    ] {
      let outcome = try scratch.shell("{ set +o pipefail; \(command); echo $? >code; } | \(reader)")
      #expect(try scratch.read("code") == Data("0\n".utf8), "\(command)")
      #expect(outcome.errors == "", "\(command)")
    }
  }

  @Test("is 2 when standard output or a device is full, which is no broken pipe")
  func fullDisk() throws {
    for command in [
      "$NIGHTJAR analyze logs >/dev/full", "$NIGHTJAR analyze logs -o json=/dev/full",
      "$NIGHTJAR digest logs -o /dev/full",
    ] {
      let outcome = try scratch.shell(command)
      #expect(outcome.status == 2, "\(command)")
      #expect(outcome.errors.contains("cannot be written: the disk is full"), "\(command)")
    }
  }

  @Test("is 0 for standard input, plain or gzipped, alone or beside files")
  func standardInput() throws {
    let usual = try scratch.nightjar(["analyze", "logs", "--format", "json"]).json()
    let packed = try scratch.read(logs[0])
    let plain = try scratch.shell("gzip -dc <\(logs[0])").output
    let arguments = (["-"] + logs.dropFirst()).joined(separator: " ")
    let file = try scratch.shell("$NIGHTJAR analyze --format json \(arguments) <\(logs[0])").json()
    #expect(file.totals == usual.totals && file.operations == usual.operations)
    for input in [packed, plain] {
      let arguments = ["analyze", "--format", "json", "-"] + logs.dropFirst()
      let report = try scratch.nightjar(arguments, input: input).json()
      #expect(report.totals == usual.totals)
      #expect(report.operations == usual.operations)
      #expect(report.input?.files?.elements.first?.path?.string == "-")
    }
    let piped = try scratch.shell("cat logs/* | $NIGHTJAR analyze - --format json")
    #expect(try piped.json().totals == usual.totals)
    let empty = try scratch.nightjar(["analyze", "-"])
    #expect(empty.status == 0)
    #expect(empty.text.contains("No request was read"))
  }

  @Test("is 3 for a digest on standard input, which is no log")
  func digestOnStandardInput() throws {
    let made = try scratch.nightjar(["digest", "logs", "--output", "night.digest"])
    #expect(made.status == 0)
    let piped = try scratch.nightjar(["analyze", "-"], input: try scratch.read("night.digest"))
    #expect(piped.status == 3)
    #expect(piped.text.contains("is a digest, and digests are read from files"))
  }

  @Test("is 0 for thousands of files, few at a time")
  func manyFiles() throws {
    let made = try scratch.shell(
      """
      mkdir many; i=0
      while [ $((i += 1)) -le 3000 ]; do echo '\(Self.line)' >many/$i.log; done
      ulimit -n 256; $NIGHTJAR analyze many/*.log --format json
      """
    )
    #expect(made.status == 0, "\(made.errors)")
    let report = try made.json()
    #expect(report.input?.files?.elements.count == 3000)
    #expect(report.totals?.requests?.number == 3000)
    #expect(report.input?.unidentified?.number == 3000)
  }
}
