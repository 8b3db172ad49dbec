/// How many names of each kind a digest tells apart; the sums of all others stay exact.
///
/// Every process of a site uses the same limits, for digests of different limits merge to something
/// that depends on the order. Tests use small ones.
package struct DigestLimits: Sendable, Equatable {
  /// Operations: 5,000 in two environments.
  package var operations = 10_000
  /// Services and environments whose folded operations have a row of their own.
  package var scopes = 256
  /// Cells: operations times stretches and their releases.
  ///
  /// 10,000 operations over a day.
  package var cells = 1 << 18
  /// Cells up to which every hour has its own breakdowns.
  package var hourlyBreakdowns = 1 << 13
  /// Breakdowns of longer stretches.
  package var breakdowns = 1 << 15
  /// Releases that a stretch tells apart.
  package var releases = 8
  /// Requests in the sample that finds folded operations: an operation of 5 % of the time has about
  /// 51 of them.
  package var sampledRequests = 1024
  /// Whole requests kept of all operations together, about: 1,024 of each of 32 operations, 512 of
  /// each of 64, 8 of each of 4,096 to 8,192, and 4 beyond.
  package var wholeRequests = 1 << 15
  /// Writers; records of further ones are counted, but nothing protects them from being counted twice.
  package var sources = 200_000
  /// Texts of operations, and as many of statements.
  package var texts = 8192
  package var deploys = 4096
  package var alerts = 4096
  /// Processes and pools: service, env, host, release and pool.
  package var processes = 4096
  /// Caches, events and reasons.
  package var cacheEvents = 4096
  /// Processes, pools and cache events times stretches.
  package var eventCells = 1 << 16
  package var unknownNames = 256

  /// The limits of the command.
  package static let standard = DigestLimits()

  package init() {}
}
