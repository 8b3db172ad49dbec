internal import MetricLog

/// An operation by its names, which are the same in every digest.
package struct OperationName: Hashable, Comparable, Sendable {
  package var service: String
  package var env: String
  /// Empty for anonymous operations.
  package var name: String
  package var kind: String

  package init(service: String, env: String, name: String, kind: String) {
    (self.service, self.env, self.name, self.kind) = (service, env, name, kind)
  }

  /// The names of a row of a report.
  package init(_ report: OperationReport) {
    self.init(
      service: report.service,
      env: report.env,
      name: report.name,
      kind: report.kind.name
    )
  }

  /// The names behind a key of a digest.
  init(_ key: OperationKey, _ names: SymbolTable) {
    service = names.string(of: key.service)
    env = names.string(of: key.env)
    name = names.string(of: key.name)
    kind = key.kind.name
  }

  package static func < (left: OperationName, right: OperationName) -> Bool {
    (left.service, left.env, left.name, left.kind)
      < (right.service, right.env, right.name, right.kind)
  }
}
