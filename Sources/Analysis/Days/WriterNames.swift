/// The names that make a writer, as they stood in the log: UTF-8, not escaped.
package struct WriterNames: Hashable, Sendable {
  package var service: [UInt8]
  package var env: [UInt8]
  package var host: [UInt8]
  package var release: [UInt8]
  package var writer: [UInt8]

  package init(
    service: [UInt8],
    env: [UInt8],
    host: [UInt8],
    release: [UInt8],
    writer: [UInt8]
  ) {
    self.service = service
    self.env = env
    self.host = host
    self.release = release
    self.writer = writer
  }
}

/// The records of one writer that a digest counts.
package struct WriterClaim: Sendable {
  package var names: WriterNames
  package var numbers: SequenceSet

  package init(names: WriterNames, numbers: SequenceSet) {
    self.names = names
    self.numbers = numbers
  }
}
