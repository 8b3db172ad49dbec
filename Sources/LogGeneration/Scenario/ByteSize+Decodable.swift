package import MetricLog

extension ByteSize: Decodable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let size = ByteSize(text), size.bytes > 0 else {
      throw ScenarioFault(
        path: decoder.codingPath,
        problem: "\"\(text)\" is no size",
        remedy: "write a number and a unit, such as 512, 64kB, 2.5MB or 1GiB"
      )
    }
    self = size
  }
}
