internal import LogReading
internal import MetricLog

struct Null: BatchSink {
  mutating func take(_ batch: RecordBatch) {}
}
var options = ReadOptions()
options.threads = Int(CommandLine.arguments[1]) ?? 1
if CommandLine.arguments[2] == "zlib" { options.library = .zlib }
let result = await LogReader(paths: Array(CommandLine.arguments.dropFirst(3)), options: options)
  .read { Null() }
for account in result.accounts {
  print(account.path, account.lines, account.accepted, account.rejected, account.problems)
}
for line in result.rejectedLines.prefix(10) { print(line, String(decoding: line.excerpt, as: UTF8.self)) }
