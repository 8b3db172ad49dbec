import Analysis
import MetricLog

/// The name of a place on a page; links to it hold from night to night.
struct Anchor: Hashable, Sendable {
  let text: String

  /// A finding's: its identifier, of which anything but letters, digits, `_` and `-` is left out.
  init(_ finding: Finding) {
    text = "finding-" + finding.id.unicodeScalars.filter(Self.isPlain).map { String($0) }.joined()
  }

  /// An operation's: a hash of what it is called and where it runs.
  init(_ operation: OperationReport) {
    let names = [
      operation.service, operation.env, operation.isOther ? "" : operation.name,
      operation.kind.name, operation.isOther ? "other" : "",
    ]
    let hash = names.reduce(0) { hash, name in
      StableHash.combine(hash, StableHash.of(Array(name.utf8).span))
    }
    let digits = String(hash, radix: 16)
    text = "operation-" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }
}
