/// Numbers for people: the only place where units are scaled.
///
/// Every function gives three significant digits where it rounds, never an exponent, never "NaN".
package struct Quantity: Sendable {
  /// Stands for what nobody recorded.
  package static let absent = "-"

  /// What stands between a number and its unit.
  package var space: String
  /// Whether characters beyond ASCII may be used: `µs` or `us`.
  package var unicode: Bool

  package init(space: String = "", unicode: Bool = true) {
    self.space = space
    self.unicode = unicode
  }

  /// Nanoseconds, in the unit that keeps the number below a thousand.
  package func duration(_ nanoseconds: Double?) -> String {
    guard let nanoseconds, nanoseconds.isFinite else { return Self.absent }
    let micro = unicode ? "µs" : "us"
    let units: [(size: Double, limit: Double, name: String)] = [
      (1, 999.5, "ns"), (1e3, 999.5, micro), (1e6, 999.5, "ms"), (1e9, 599.5, "s"),
      (60e9, 99.5, "min"), (3600e9, 999.5, "h"),
    ]
    let magnitude = nanoseconds.magnitude
    for unit in units where magnitude / unit.size < unit.limit {
      let whole = unit.size == 1 && magnitude == magnitude.rounded()
      let digits = whole ? Self.fixed(nanoseconds, 0) : Self.significant(nanoseconds / unit.size)
      return digits + space + unit.name
    }
    return Self.significant(nanoseconds / 86_400e9) + space + "d"
  }

  /// Nanoseconds, in the unit that keeps the number below a thousand.
  package func duration(_ nanoseconds: Int64?) -> String {
    duration(nanoseconds.map { Double($0) })
  }

  /// Bytes, in binary units.
  package func bytes(_ bytes: Double?) -> String {
    guard let bytes, bytes.isFinite else { return Self.absent }
    var value = bytes
    var unit = 0
    let names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    while value.magnitude >= 999.5, unit + 1 < names.count {
      value /= 1024
      unit += 1
    }
    let whole = unit == 0 && value == value.rounded()
    return (whole ? Self.fixed(value, 0) : Self.significant(value)) + space + names[unit]
  }

  /// Bytes, in binary units.
  package func bytes(_ bytes: Int64?) -> String { self.bytes(bytes.map { Double($0) }) }

  /// Bytes that were won or lost, with their sign.
  package func growth(_ bytes: Double?) -> String {
    guard let bytes, bytes.isFinite else { return Self.absent }
    return (bytes > 0 ? "+" : "") + self.bytes(bytes)
  }

  /// A count with its thousands separated.
  package static func count(_ count: Int64) -> String {
    var digits = Array(String(count.magnitude).utf8)
    var position = digits.count - 3
    while position > 0 {
      digits.insert(UInt8(ascii: ","), at: position)
      position -= 3
    }
    return (count < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }

  /// A number of things, in the singular or plural.
  static func counted(_ count: Int64, _ one: String, _ many: String) -> String {
    Self.count(count) + " " + (count == 1 ? one : many)
  }

  /// A count in at most five characters: `999`, `12.3k`, `4.56M`.
  package static func shortCount(_ count: Int64) -> String {
    count.magnitude < 1000 ? String(count) : number(Double(count))
  }

  /// A number with three significant digits and, from a thousand on, a prefix.
  package static func number(_ number: Double?) -> String {
    guard let number, number.isFinite else { return absent }
    if number == 0 { return "0" }
    if number.magnitude < 0.005 { return number < 0 ? ">-0.01" : "<0.01" }
    var value = number
    var prefix = 0
    let prefixes = ["", "k", "M", "G", "T", "P", "E"]
    while value.magnitude >= 999.5, prefix + 1 < prefixes.count {
      value /= 1000
      prefix += 1
    }
    return significant(value) + prefixes[prefix]
  }

  /// A part of a whole in per cent, in at most six characters; only 0 is `0%` and only 1 is `100%`.
  ///
  /// - Parameters:
  ///   - share: The part, in 0...1.
  ///   - decimals: 1, or 2 for parts that are small when all is well: they are then given below ten.
  /// - Returns: The part in per cent, or "-" when it is absent.
  package static func percent(_ share: Double?, decimals: Int = 1) -> String {
    guard let share, share.isFinite else { return absent }
    if share == 0 { return "0%" }
    if share >= 1 { return fixed(share * 100, 0) + "%" }
    if share > 0.9995 { return ">99.9%" }
    let least = decimals == 2 ? 0.0001 : 0.001
    if share < least / 2 { return decimals == 2 ? "<0.01%" : "<0.1%" }
    return fixed(share * 100, share < 0.09995 ? decimals : 1) + "%"
  }

  /// Writes a number with three significant digits, or with all digits before the point.
  package static func significant(_ value: Double) -> String {
    let magnitude = value.magnitude
    return fixed(value, magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0)
  }

  /// Writes a number with a fixed number of decimals, halves away from zero.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    let factor: Double = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
    let scaled = (value.magnitude * factor).rounded()
    guard let integer = Int64(exactly: scaled) else { return absent }
    let digits = String(integer)
    guard decimals > 0 else { return (value < 0 && integer != 0 ? "-" : "") + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return (value < 0 && integer != 0 ? "-" : "") + padded.dropLast(decimals) + "."
      + padded.suffix(decimals)
  }
}
