internal import MetricLog

/// A number as it stands in the text: `(-1)^negative * mantissa * 10^exponent`.
struct Decimal {
  var isNegative = false
  var mantissa: UInt64 = 0
  /// Power of ten of the mantissa's last digit; within the length of a line of ±10,000,000.
  var exponent = 0
  /// Whether digits that are not zero were cut off behind the mantissa's nineteenth.
  var isCut = false
}

extension LineScanner {
  /// Reads a number by the grammar of RFC 8259: no plus sign, no leading zeros, digits on both
  /// sides of a point.
  ///
  /// Up to 18 digits without an exponent, which is nearly every number, are read here with a cursor
  /// in a register: the scanner's own lies in memory, and a step there waits for the one before.
  @inline(__always)
  mutating func decimal() throws(ScanFailure) -> Decimal {
    var place = cursor
    var number = Decimal()
    number.isNegative = place.byte == Ascii.minus
    if number.isNegative { place.advance(1) }
    let whole = place
    var digits = Self.addDigits(at: &place, to: &number.mantissa)
    if digits == 0 || (digits > 1 && whole.byte == Ascii.zero) { return try longDecimal() }
    if place.byte == Ascii.dot {
      place.advance(1)
      let decimals = Self.addDigits(at: &place, to: &number.mantissa)
      if decimals == 0 { return try longDecimal() }
      digits += decimals
      number.exponent = -decimals
    }
    if digits > 18 || place.byte | 0x20 == Ascii.lowercaseE { return try longDecimal() }
    cursor = place
    return number
  }

  /// Reads digits behind those of a mantissa and returns how many they were.
  ///
  /// Beyond 18 in all the mantissa means nothing. Taking eight digits at a time was slower: numbers are
  /// short.
  @inline(__always)
  private static func addDigits(at place: inout Cursor, to mantissa: inout UInt64) -> Int {
    let start = place
    var digit = place.byte &- Ascii.zero
    while digit <= 9 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      place.advance(1)
      digit = place.byte &- Ascii.zero
    }
    return place.distance(from: start)
  }

  /// Reads any number, and says what is wrong with what is none.
  @inline(never)
  private mutating func longDecimal() throws(ScanFailure) -> Decimal {
    var number = Decimal()
    if cursor.byte == Ascii.minus {
      number.isNegative = true
      cursor.advance(1)
    }
    let first = cursor.byte &- Ascii.zero
    guard first <= 9 else { throw notADigit() }
    cursor.advance(1)
    if first != 0 {
      number.mantissa = UInt64(first)
      var digit = cursor.byte &- Ascii.zero
      var count = 1
      while digit <= 9 {
        if count < 19 {
          number.mantissa = number.mantissa &* 10 &+ UInt64(digit)
        } else {
          number.exponent += 1
          if digit != 0 { number.isCut = true }
        }
        count += 1
        cursor.advance(1)
        digit = cursor.byte &- Ascii.zero
      }
    } else if cursor.byte &- Ascii.zero <= 9 {
      throw fail(.invalidJSON)
    }
    if cursor.byte == Ascii.dot { try fraction(&number) }
    if cursor.byte | 0x20 == Ascii.lowercaseE { try exponent(&number) }
    return number
  }

  /// Reads a point and the digits behind it.
  private mutating func fraction(_ number: inout Decimal) throws(ScanFailure) {
    cursor.advance(1)
    var digit = cursor.byte &- Ascii.zero
    guard digit <= 9 else { throw fail(.invalidJSON) }
    while digit <= 9 {
      // 10^18 - 1 leaves room for one more digit in 19.
      if number.mantissa < 1_000_000_000_000_000_000, number.exponent <= 0 {
        number.mantissa = number.mantissa &* 10 &+ UInt64(digit)
        number.exponent -= 1
      } else if digit != 0 {
        number.isCut = true
      }
      cursor.advance(1)
      digit = cursor.byte &- Ascii.zero
    }
  }

  @inline(never)
  private mutating func exponent(_ number: inout Decimal) throws(ScanFailure) {
    cursor.advance(1)
    var isNegative = false
    if cursor.byte == Ascii.minus || cursor.byte == Ascii.plus {
      isNegative = cursor.byte == Ascii.minus
      cursor.advance(1)
    }
    var digit = cursor.byte &- Ascii.zero
    guard digit <= 9 else { throw fail(.invalidJSON) }
    var value = 0
    while digit <= 9 {
      value = min(value * 10 + Int(digit), 10_000_000)
      cursor.advance(1)
      digit = cursor.byte &- Ascii.zero
    }
    number.exponent += isNegative ? -value : value
  }

  private mutating func notADigit() -> ScanFailure {
    switch cursor.byte {
    case UInt8(ascii: "I"): notANumber("Infinity")
    case UInt8(ascii: "N"): notANumber("NaN")
    default: fail(.invalidJSON)
    }
  }

  /// Reads a number that stands as a value of `field`.
  @inline(__always)
  mutating func number(_ field: FieldName) throws(ScanFailure) -> Decimal {
    let byte = cursor.byte
    guard byte &- Ascii.zero <= 9 || byte == Ascii.minus else { throw try wrongType(field) }
    return try decimal()
  }

  /// Reads a whole number that may be negative, such as a growth in bytes.
  @inline(__always)
  mutating func signedInteger(_ field: FieldName) throws(ScanFailure) -> Int64 {
    let start = cursor
    let decimal = try number(field)
    let magnitude = try wholeMagnitude(decimal, from: start, field)
    return decimal.isNegative ? -magnitude : magnitude
  }

  /// Reads a whole number that cannot be negative, such as a count.
  @inline(__always)
  mutating func count(_ field: FieldName) throws(ScanFailure) -> Int64 {
    let value = try signedInteger(field)
    guard value >= 0 else { throw fail(.negativeNumber, field) }
    return value
  }

  @inline(__always)
  private mutating func wholeMagnitude(
    _ decimal: Decimal,
    from start: Cursor,
    _ field: FieldName
  ) throws(ScanFailure) -> Int64 {
    if decimal.exponent == 0, !decimal.isCut, let value = Int64(exactly: decimal.mantissa) {
      return value
    }
    return try slowWholeMagnitude(decimal, field)
  }

  /// A whole number that is written with a fraction or an exponent, or is too large.
  @inline(never)
  private mutating func slowWholeMagnitude(
    _ decimal: Decimal,
    _ field: FieldName
  ) throws(ScanFailure) -> Int64 {
    var mantissa = decimal.mantissa
    var exponent = decimal.exponent
    guard mantissa != 0 else { return 0 }
    // Digits that were cut off behind the point are a fraction, however small.
    if decimal.isCut, exponent <= 0 { throw fail(.wrongType, field) }
    while exponent < 0, mantissa % 10 == 0 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    guard exponent >= 0 else { throw fail(.wrongType, field) }
    while exponent > 0 {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw fail(.numberOutOfRange, field) }
      (mantissa, exponent) = (product, exponent - 1)
    }
    guard !decimal.isCut, let value = Int64(exactly: mantissa) else {
      throw fail(.numberOutOfRange, field)
    }
    return value
  }

  /// Reads milliseconds as whole nanoseconds: exact up to six decimals, else rounded to the
  /// nearest, halves to even.
  ///
  /// At most 2^53 ns, about 104 days: more is no request.
  @inline(__always)
  mutating func nanoseconds(_ field: FieldName) throws(ScanFailure) -> Int64 {
    let decimal = try number(field)
    if decimal.isNegative, decimal.mantissa != 0 { throw fail(.negativeNumber, field) }
    let exponent = decimal.exponent + 6
    if exponent >= 0, exponent <= 6, decimal.mantissa < 1 << 40, !decimal.isCut {
      let value = decimal.mantissa &* powers.integer[exponent]
      if value <= 1 << 53 { return Int64(value) }
    }
    return try slowNanoseconds(decimal, exponent: exponent, field)
  }

  @inline(never)
  private mutating func slowNanoseconds(
    _ decimal: Decimal,
    exponent: Int,
    _ field: FieldName
  ) throws(ScanFailure) -> Int64 {
    var mantissa = decimal.mantissa
    guard mantissa != 0 else { return 0 }
    if exponent < 0 {
      guard exponent >= -19 else { return 0 }
      let divisor = exponent == -19 ? 10_000_000_000_000_000_000 : powers.integer[-exponent]
      let (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: divisor)
      // Above, at or below the half, without overflow: compare rest with divisor - rest.
      let half = divisor - rest
      let isAbove = rest > half || (rest == half && (decimal.isCut || quotient & 1 == 1))
      mantissa = quotient + (isAbove ? 1 : 0)
    } else {
      for _ in 0..<min(exponent, 20) {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        guard !overflow else { throw fail(.numberOutOfRange, field) }
        mantissa = product
      }
    }
    guard mantissa <= 1 << 53 else { throw fail(.numberOutOfRange, field) }
    return Int64(mantissa)
  }

  /// Reads a number as the nearest double.
  mutating func double(_ field: FieldName) throws(ScanFailure) -> Double {
    let start = cursor
    let decimal = try number(field)
    var value: Double
    if !decimal.isCut, decimal.mantissa <= 1 << 53, abs(decimal.exponent) <= 22 {
      // Both operands are exact doubles, so one operation rounds once (Clinger 1990).
      let power = powers.double[abs(decimal.exponent)]
      value = Double(decimal.mantissa)
      value = decimal.exponent < 0 ? value / power : value * power
      if decimal.isNegative { value.negate() }
    } else {
      let text = start.copy(count: cursor.distance(from: start))
      value = Double(String(decoding: text, as: UTF8.self)) ?? .infinity
    }
    guard value.isFinite else { throw fail(.numberOutOfRange, field) }
    return value
  }
}

/// Powers of ten that are exact in their type; one copy a scanner, since a global constant costs a
/// check at every use.
struct PowersOfTen {
  /// The powers 0 to 18.
  let integer: [UInt64] = (0...18).map { exponent in
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }
  /// The powers 0 to 22.
  let double: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { product, _ in product * 10 }
  }
}
