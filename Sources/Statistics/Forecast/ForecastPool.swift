/// Several simple ways to continue a series, side by side.
struct ForecastPool: Sendable {
  /// How many ways there are.
  let count: Int
  /// Continues a history, which is never empty, by a number of values in each of the ways.
  let continuations: @Sendable (_ history: [Double], _ horizon: Int) -> [[Double]]

  /// A pool whose members may share work.
  init(
    count: Int,
    continuations: @escaping @Sendable (_ history: [Double], _ horizon: Int) -> [[Double]]
  ) {
    (self.count, self.continuations) = (count, continuations)
  }

  /// A pool of members that have nothing in common.
  init(_ members: [ForecastMember]) {
    self.init(count: members.count) { history, horizon in
      members.map { $0.continuation(history, horizon) }
    }
  }
}
