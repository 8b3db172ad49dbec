/// When alerts are raised and when they are kept back.
public struct AlertPolicy: Sendable, Hashable {
  /// How long the same rule stays silent about the same subject, unless it gets worse.
  public var cooldown: Duration = .seconds(300)
  /// A condition has passed when its value is below this share of the threshold.
  public var releaseShare = 0.8
  /// The most alerts of a minute; the rest are counted.
  public var mostPerMinute = 10
  /// How many requests or look-ups a rate needs before it is judged.
  public var leastCountOfRate = 20

  /// The usual policy: five minutes of cooldown, ten alerts a minute.
  public init() {}
}
