extension LineEncoder {
  func append(_ database: RequestRecord.Database, to line: inout [UInt8]) {
    line.append(raw: ",\"db\":{\"count\":")
    line.append(number: Int64(database.count))
    append(",\"time_ms\":", milliseconds: database.timeNanoseconds, to: &line)
    append(",\"wait_ms\":", milliseconds: database.waitNanoseconds, to: &line)
    if !database.statements.isEmpty {
      var separator = ",\"statements\":[{"
      for statement in database.statements {
        line.append(raw: separator)
        append(statement, to: &line)
        separator = ",{"
      }
      line.append(UInt8(ascii: "]"))
    }
    line.append(UInt8(ascii: "}"))
  }

  private func append(_ statement: RequestRecord.StatementCall, to line: inout [UInt8]) {
    line.append(raw: "\"fingerprint\":\"")
    line.append(hex: statement.fingerprint)
    line.append(UInt8(ascii: "\""))
    append(",\"field\":", statement.field, to: &line)
    append(",\"count\":", statement.count, to: &line)
    append(",\"time_ms\":", milliseconds: statement.timeNanoseconds, to: &line)
    append(",\"distinct\":", statement.distinct, to: &line)
    line.append(UInt8(ascii: "}"))
  }

  func append(_ caches: [RequestRecord.CacheUse], to line: inout [UInt8]) {
    var separator = ",\"cache\":[{\"name\":"
    for cache in caches {
      line.append(raw: separator)
      line.append(jsonString: cache.name)
      append(",\"level\":", cache.level, to: &line)
      append(",\"hits\":", cache.hits, to: &line)
      append(",\"misses\":", cache.misses, to: &line)
      append(",\"writes\":", cache.writes, to: &line)
      append(",\"evictions\":", cache.evictions, to: &line)
      line.append(UInt8(ascii: "}"))
      separator = ",{\"name\":"
    }
    line.append(UInt8(ascii: "]"))
  }

  func append(_ fields: [RequestRecord.FieldCall], to line: inout [UInt8]) {
    var separator = ",\"fields\":[{\"field\":"
    for field in fields {
      line.append(raw: separator)
      line.append(jsonString: field.field)
      append(",\"calls\":", field.calls, to: &line)
      append(",\"time_ms\":", milliseconds: field.timeNanoseconds, to: &line)
      append(",\"items\":", field.items, to: &line)
      line.append(UInt8(ascii: "}"))
      separator = ",{\"field\":"
    }
    line.append(UInt8(ascii: "]"))
  }
}
