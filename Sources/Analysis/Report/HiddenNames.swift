/// A kind of names that a report does not show.
package enum HiddenName: String, CaseIterable, Sendable, Hashable {
  /// The names of clients; their versions stay.
  case clients
  /// The names of the machines that servers run on.
  case hosts
  /// The trace identifiers of example requests.
  case traceIDs = "trace_ids"
}
