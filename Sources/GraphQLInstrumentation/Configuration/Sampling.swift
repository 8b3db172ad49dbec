/// Which requests get a record: every one with errors, every slow one, every refused one, and a
/// share of the rest.
///
/// A record that stands for others says so in `weight`. Weights are whole numbers; when the share is
/// not the inverse of one, they are drawn so that they are right on average.
public struct Sampling: Sendable, Hashable {
  /// The share of the unremarkable requests that is kept, from 10⁻⁹ to 1.
  public let share: Double

  /// Keeps a share of the unremarkable requests.
  ///
  /// - Parameter share: From 0 to 1; what is below 10⁻⁹ or no number becomes 10⁻⁹.
  public init(share: Double) {
    self.share = share > 1e-9 ? min(share, 1) : 1e-9
  }

  /// Keeps every request.
  public static let everything = Sampling(share: 1)

  /// Decides about one request.
  ///
  /// - Parameter random: 64 random bits, of which the upper half decides and the lower half rounds.
  /// - Returns: The weight of its record; `nil` when it gets none.
  package func weight(random: UInt64) -> Int? {
    guard share < 1 else { return 1 }
    let scale = 1.0 / 4_294_967_296
    guard Double(random >> 32) * scale < share else { return nil }
    let exact = 1 / share
    let whole = exact.rounded(.down)
    let carries = Double(random & 0xffff_ffff) * scale < exact - whole
    return min(Int(whole) + (carries ? 1 : 0), 1_000_000_000)
  }
}
