/// A number of bytes as people write it: `512`, `2.5MB`, `1GiB`.
package struct ByteSize: Hashable, Sendable {
  package var bytes: Int

  package init(bytes: Int) { self.bytes = bytes }

  /// Reads a size; units are B, kB, MB, GB, TB (powers of 1000) and KiB, MiB, GiB, TiB (of 1024).
  package init?(_ text: String) {
    let trimmed = text.filter { $0 != " " && $0 != "_" }
    let digits = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = trimmed.dropFirst(digits.count).lowercased()
    let factors: [String: Double] = [
      "": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "k": 1e3, "m": 1e6, "g": 1e9,
      "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776,
    ]
    guard let number = Double(digits), let factor = factors[unit], number * factor <= 1e15 else {
      return nil
    }
    bytes = Int(number * factor)
  }
}
