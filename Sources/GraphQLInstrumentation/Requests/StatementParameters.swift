/// The parameters of one run of a statement, as a hash: enough to tell sets of parameters apart.
///
/// The values are hashed with a key that this process drew at its start, and then forgotten. Neither
/// they nor the hash are ever written; the log says only how many different sets there were.
public struct StatementParameters: Sendable, Hashable {
  let hash: UInt64

  private init(_ hasher: Hasher) {
    hash = UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// Whatever is given to the hasher.
  package init(_ hash: (inout Hasher) -> Void) {
    var hasher = Hasher()
    hash(&hasher)
    self.init(hasher)
  }

  /// The statement has no parameters.
  public static let none = StatementParameters(Hasher())

  /// These values, in this order.
  public static func values<each Value: Hashable>(
    _ value: repeat each Value
  ) -> StatementParameters {
    var hasher = Hasher()
    for item in repeat each value { item.hash(into: &hasher) }
    return StatementParameters(hasher)
  }

  /// These values, in this order.
  public static func all(_ values: some Sequence<some Hashable>) -> StatementParameters {
    var hasher = Hasher()
    for value in values { value.hash(into: &hasher) }
    return StatementParameters(hasher)
  }
}
