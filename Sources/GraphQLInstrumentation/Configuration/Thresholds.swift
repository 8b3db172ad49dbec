/// Two levels of one quantity: above `medium` it is worth a look, above `high` it is bad.
public struct AlertLevels: Sendable, Hashable {
  /// Above this an alert is of severity medium.
  public var medium: Double
  /// Above this an alert is of severity high.
  public var high: Double

  /// Levels in the unit of the quantity that they are for.
  ///
  /// - Parameters:
  ///   - medium: Above this an alert is of severity medium; infinity switches it off.
  ///   - high: Above this an alert is of severity high; taken as `medium` when it is below.
  public init(medium: Double, high: Double) {
    self.medium = medium
    self.high = max(medium, high)
  }

  /// Levels that nothing exceeds.
  public static let off = AlertLevels(medium: .infinity, high: .infinity)
}

/// What a server may take before it raises an alert; every quantity has a medium and a high level.
public struct Thresholds: Sendable, Hashable {
  /// The duration of a request, in milliseconds; the medium level also says what a slow request is.
  public var requestMilliseconds = AlertLevels(medium: 1000, high: 5000)
  /// The cost of an operation before its execution.
  public var complexity = AlertLevels(medium: 100, high: 200)
  /// The growth of the process during one request, in bytes.
  public var memoryBytes = AlertLevels(medium: 50e6, high: 100e6)
  /// The statements of one request.
  public var statements = AlertLevels(medium: 10, high: 50)
  /// The runs of one statement for one field with ever other parameters, in one request.
  public var repeatedStatements = AlertLevels(medium: 4, high: 20)
  /// The time that one request waited for connections, in milliseconds.
  public var connectionWaitMilliseconds = AlertLevels(medium: 100, high: 500)
  /// The share of a pool's connections that are lent out, in percent.
  ///
  /// 100 is reached when all are lent; each request that waits beyond that adds its share, so a pool
  /// of 10 with 5 waiting is at 150 percent.
  public var poolPercent = AlertLevels(medium: 80, high: 100)
  /// How far a cache's hit rate has fallen below what it was before, in percentage points.
  public var hitRateFallPoints = AlertLevels(medium: 10, high: 25)
  /// The requests with errors among those of the last minute, in percent.
  public var errorPercent = AlertLevels(medium: 5, high: 15)

  /// The usual levels: 1 s, complexity 100, 50 MB, 10 statements.
  public init() {}
}
