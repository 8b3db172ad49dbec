import Foundation
import Statistics
import TestSupport
import Testing

@Suite("A short row is a line or steps")
struct LineOrStepsTests {
  private func judged(_ seed: UInt64, _ course: (Int) -> Double) -> (found: Bool, isLine: Bool) {
    var random = SeededGenerator(seed: seed)
    let values = (0..<30).map { place in
      // The sum of twelve draws is nearly normal, with a deviation of 1.
      course(place) + 0.03 * ((0..<12).reduce(-6) { sum, _ in sum + random.unit() })
    }
    let changes = ChangePointDetector().changes(in: values)
    return (!changes.changePoints.isEmpty, LineOrSteps.isLine(values, changes))
  }

  @Test("told apart in nearly all cases")
  func told() {
    var (lines, missed, steps, quiet) = (0, 0, 0, 0)
    for seed in UInt64(0)..<100 {
      let line = judged(seed) { 0.015 * Double($0) }
      // Often the detector sees no step in a line; where it does, it must not be believed.
      if line.found, line.isLine { lines += 1 }
      if line.found, !line.isLine { missed += 1 }
      let step = judged(seed + 100) { $0 < 18 ? 0 : 0.18 }
      if step.found, !step.isLine { steps += 1 }
      if judged(seed + 200, { _ in 0 }).isLine { quiet += 1 }
    }
    #expect(lines >= 20 && missed <= 3, "\(lines) lines told, \(missed) taken for steps")
    #expect(steps >= 97, "\(steps) of 100 steps")
    #expect(quiet <= 5, "\(quiet) of 100 quiet rows")
  }
}
