import Foundation
import Statistics
import Testing
import TestSupport

@Suite("The buckets of the sketch")
struct BucketScaleTests {
  /// The greatest relative error of a bucket's value: (b - 1) / (b + 1), b = 2^(1/64).
  private let promise = (exp2(1.0 / 64) - 1) / (exp2(1.0 / 64) + 1)

  /// Whether `value` lies in bucket `index`, decided in exact integers:
  /// 2^index < value^64 <= 2^(index + 1).
  private func holds(_ value: Int64, _ index: Int) -> Bool {
    let power = WideInteger(value).raised(to: 64)
    return power.exceeds(powerOfTwo: index) && !power.exceeds(powerOfTwo: index + 1)
  }

  @Test("are those of the exact definition beside every border")
  func borders() {
    var checked = 0
    for index in 0..<53 * 64 {
      let border = BucketScale.bound(index)
      let near = Int64(border)
      for value in max(1, near - 1)...min(near + 2, 1 << 53) {
        if !holds(value, BucketScale.index(of: value)) {
          Issue.record("\(value) is not in bucket \(BucketScale.index(of: value))")
        }
        checked += 1
      }
    }
    #expect(checked > 13_000)
  }

  @Test("include powers of two at the top")
  func powersOfTwo() {
    for exponent in 0...53 {
      let power = Int64(1) << Int64(exponent)
      #expect(BucketScale.index(of: power) == exponent * 64 - 1)
      if exponent > 6, exponent < 53 {
        #expect(BucketScale.index(of: power + 1) == exponent * 64)
      }
    }
    #expect(BucketScale.index(of: 1) == -1)
    #expect(BucketScale.index(of: 1 << 53) == 53 * 64 - 1)
  }

  @Test("agree with the logarithm away from the borders")
  func logarithm() {
    var random = SeededGenerator(seed: 11)
    var compared = 0
    for _ in 0..<100_000 {
      let value = Int64(exp2(random.unit() * 53))
      let exact = 64 * log2(Double(value))
      guard abs(exact - exact.rounded()) > 1e-6 else { continue }
      compared += 1
      if BucketScale.index(of: value) != Int(exact.rounded(.up)) - 1 {
        Issue.record("\(value): \(BucketScale.index(of: value)), exactly \(exact)")
      }
    }
    #expect(compared > 90_000)
  }

  @Test("never go back as values grow")
  func monotone() {
    var previous = BucketScale.index(of: 1)
    for value in Int64(2)...20_000 {
      let index = BucketScale.index(of: value)
      if index < previous { Issue.record("\(value) is below \(value - 1)") }
      previous = index
    }
    for index in -1..<53 * 64 {
      #expect(BucketScale.value(of: index) <= BucketScale.value(of: index + 1))
    }
  }

  @Test("have values within 0.5415 % of both ends")
  func promisedError() {
    #expect(abs(promise - 0.005415) < 5e-7)
    for index in -1..<53 * 64 {
      let value = Double(BucketScale.value(of: index))
      // Below 2^8 the rounding to an integer shows; the sketch keeps min and max beside it.
      let rounding = 0.5 / BucketScale.bound(index)
      for end in [BucketScale.bound(index), BucketScale.bound(index + 1)] {
        let error = abs(value / end - 1)
        if error > promise * (1 + 1e-9) + rounding {
          Issue.record("bucket \(index): \(value) for \(end)")
        }
      }
    }
  }

  @Test("stand for each integer within 0.5415 % and half a unit")
  func integers() {
    for value in Int64(1)...20_000 {
      let stand = BucketScale.value(of: BucketScale.index(of: value))
      let error = abs(Double(stand) - Double(value))
      if error > promise * Double(value) + 0.5 { Issue.record("\(value) is \(stand)") }
      if value < 92, stand != value { Issue.record("\(value) is \(stand)") }
    }
  }

  @Test("have bounds that are the nearest doubles below the roots of two")
  func bounds() {
    for index in 0..<64 {
      #expect(abs(BucketScale.bound(index) / exp2(Double(index) / 64) - 1) < 3e-16)
      #expect(BucketScale.bound(index + 64) == 2 * BucketScale.bound(index))
    }
    #expect(BucketScale.bound(0) == 1)
    #expect(BucketScale.bound(-64) == 0.5)
  }
}

/// An integer of any size, as digits of 32 bits, the lowest first.
private struct WideInteger {
  private var digits: [UInt32]

  init(_ value: Int64) { digits = [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)] }

  private init(digits: [UInt32]) { self.digits = digits }

  /// The integer to the power of a power of two.
  func raised(to exponent: Int) -> WideInteger {
    var result = self
    var power = 1
    while power < exponent {
      result = result.squared()
      power *= 2
    }
    return result
  }

  private func squared() -> WideInteger {
    var product = [UInt32](repeating: 0, count: digits.count * 2)
    for (low, first) in digits.enumerated() {
      var carry: UInt64 = 0
      for (high, second) in digits.enumerated() {
        let sum = UInt64(first) * UInt64(second) + UInt64(product[low + high]) + carry
        product[low + high] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      product[low + digits.count] = UInt32(carry)
    }
    while product.count > 1, product.last == 0 { product.removeLast() }
    return WideInteger(digits: product)
  }

  /// Whether it is more than 2^exponent.
  func exceeds(powerOfTwo exponent: Int) -> Bool {
    guard exponent >= 0 else { return digits.contains { $0 > 0 } }
    let top = digits.lastIndex { $0 > 0 } ?? 0
    let bits = top * 32 + 31 - digits[top].leadingZeroBitCount
    if bits != exponent { return bits > exponent }
    return digits.reduce(0) { $0 + $1.nonzeroBitCount } > 1
  }
}
