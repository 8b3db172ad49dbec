import Analysis
import Testing
import TestSupport

@Suite("The numbers read of a writer")
struct SequenceSetTests {
  private func expect(_ set: SequenceSet, _ reference: Set<UInt64>) {
    #expect(set.count == UInt64(reference.count))
    let span = (reference.max() ?? 0) - (reference.min() ?? 1) + 1
    #expect(set.missing == (reference.isEmpty ? 0 : span - UInt64(reference.count)))
    #expect(set.intervals.flatMap { $0.start...$0.end } == reference.sorted())
    for (left, right) in zip(set.intervals, set.intervals.dropFirst()) {
      #expect(right.start > left.end + 1)
    }
  }

  @Test("are those of a plain set, in any order and with repetitions")
  func insertions() {
    var random = SeededGenerator(seed: 1)
    for round in 0..<60 {
      var set = SequenceSet()
      var reference: Set<UInt64> = []
      var next: UInt64 = 1
      for _ in 0..<200 {
        // Runs, as files hold them, and single numbers here and there.
        if random.happens(0.2) { next = 1 + UInt64(random.below(20 + 10 * round)) }
        let isNew = reference.insert(next).inserted
        if set.insert(next) != isNew { Issue.record("\(next) in round \(round)") }
        next += 1
      }
      expect(set, reference)
    }
  }

  @Test("are those of a plain set when there are many gaps, whatever the order", arguments: 1...4)
  func gaps(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Every second or third number: backwards, forwards, mixed; then what was left out.
    var numbers = (1...4000).map { UInt64($0) * (1 + seed / 2) }
    if seed == 1 { numbers.reverse() }
    if seed > 2 {
      numbers = numbers.map { ($0, random.below(1 << 30)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }
    var others = (1...9000).map { UInt64($0) }
    if seed.isMultiple(of: 2) { others.reverse() }
    var set = SequenceSet()
    var reference: Set<UInt64> = []
    for number in numbers + others {
      let isNew = reference.insert(number).inserted
      if set.insert(number) != isNew { Issue.record("\(number)") }
      if number.isMultiple(of: 997) { expect(set, reference) }
    }
    expect(set, reference)
  }

  @Test("merge to the union and say how many both had")
  func merges() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<60 {
      var parts = [SequenceSet](repeating: SequenceSet(), count: 4)
      var references = [Set<UInt64>](repeating: [], count: 4)
      for _ in 0..<120 {
        let (part, number) = (random.below(4), 1 + UInt64(random.below(150)))
        _ = parts[part].insert(number)
        references[part].insert(number)
      }
      for part in 1..<4 {
        let common = references[0].intersection(references[part])
        let both = parts[0].merge(parts[part])
        #expect(both == UInt64(common.count))
        references[0].formUnion(references[part])
        expect(parts[0], references[0])
        // The set goes on as before.
        let number = 1 + UInt64(random.below(200))
        let isNew = parts[0].insert(number)
        #expect(isNew == references[0].insert(number).inserted)
      }
      expect(parts[0], references[0])
    }
  }

  @Test("reach to the largest number of the format")
  func largest() {
    let last = UInt64(Int64.max)
    var set = SequenceSet()
    let isNew = [last, 1, last, last - 1].map { set.insert($0) }
    #expect(isNew == [true, true, false, true])
    #expect(set.missing == last - 3)
    let twin = set
    let both = set.merge(twin)
    #expect(both == 3)
    #expect(set == twin)
  }
}
