/// What a document may not exceed, so that no document exhausts stack, memory or time.
public struct ParseLimits: Sendable {
  /// The most tokens that are read, comments not counted; 15,000 by default.
  public var maxTokens = 15_000

  /// How deeply selection sets, lists, input objects and list types may nest, taken together.
  ///
  /// The default is 200; more than ``deepest`` counts as ``deepest``, because each level is a level
  /// of the stack.
  public var maxDepth = 200

  /// The most bytes of UTF-8, 1 MiB by default; more than fits 32 bits counts as that.
  public var maxBytes = 1 << 20

  /// The largest depth that any limits allow.
  public static let deepest = 500

  /// 15,000 tokens, 200 levels, 1 MiB.
  public static let standard = ParseLimits()

  /// Limits that differ from the standard ones in what is given.
  ///
  /// - Parameters:
  ///   - maxTokens: The most tokens, comments not counted.
  ///   - maxDepth: The deepest nesting.
  ///   - maxBytes: The most bytes of UTF-8.
  public init(maxTokens: Int = 15_000, maxDepth: Int = 200, maxBytes: Int = 1 << 20) {
    self.maxTokens = maxTokens
    self.maxDepth = maxDepth
    self.maxBytes = maxBytes
  }

  var boundedDepth: Int { min(maxDepth, Self.deepest) }
  var boundedBytes: Int { min(maxBytes, Int(UInt32.max) - 8) }
}
