internal import MetricLog
internal import Statistics

extension FileAccount: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.text(path)
    writer.naturals(storedBytes, textBytes, lines, blank, unknownRecords)
    writer.count(accepted.count)
    for count in accepted { writer.natural(count) }
    writer.count(rejected.count)
    for count in rejected { writer.natural(count) }
    writer.list(problems)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init(path: try part.text())
    storedBytes = try part.bytes.natural()
    textBytes = try part.bytes.natural()
    lines = try part.bytes.natural()
    blank = try part.bytes.natural()
    unknownRecords = try part.bytes.natural()
    guard try part.bytes.count() == accepted.count else { throw part.bytes.damaged }
    for index in accepted.indices { accepted[index] = try part.bytes.natural() }
    guard try part.bytes.count() == rejected.count else { throw part.bytes.damaged }
    for index in rejected.indices { rejected[index] = try part.bytes.natural() }
    problems = try part.list()
  }
}

extension ReadProblem: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.value(kind)
    writer.natural(storedOffset)
    writer.text(detail)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    let kind = try part.value(Kind.self)
    let offset = try part.bytes.natural()
    self.init(kind: kind, storedOffset: offset, detail: try part.text())
  }
}

extension RejectedLine: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.value(reason)
    writer.text(path)
    writer.naturals(line, offset, column)
    writer.text(field)
    writer.count(excerpt.count)
    writer.append(excerpt)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    let reason = try part.value(RejectionReason.self)
    let path = try part.text()
    let line = try part.bytes.natural()
    let offset = try part.bytes.natural()
    let column = try part.bytes.natural()
    let field = try part.text()
    let excerpt = Array(try part.bytes.take(try part.bytes.count()))
    self.init(
      reason: reason,
      path: path,
      line: line,
      offset: offset,
      column: column,
      field: field,
      excerpt: excerpt
    )
  }
}
