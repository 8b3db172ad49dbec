/// Who writes records: one writer's life on one host, running one release of a service.
package struct RecordSource: Hashable, Sendable {
  /// The service that is measured.
  package var service: String
  /// The environment it runs in, such as `production`.
  package var env: String
  /// The machine or container.
  package var host: String
  /// The deployed version.
  package var release: String
  /// The name of this life of the writer; no other life has it.
  package var writer: String

  package init(service: String, env: String, host: String, release: String, writer: String) {
    self.service = service
    self.env = env
    self.host = host
    self.release = release
    self.writer = writer
  }
}
