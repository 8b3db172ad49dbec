import GraphQLInstrumentation
import MetricLog
import TestSupport
import Testing

@Suite("The monitor's collections")
struct CollectionTests {
  @Test("number keys as a dictionary would, up to a limit")
  func keyIndex() {
    var random = SeededGenerator(seed: 5)
    var index = KeyIndex<String>(limit: 100)
    var reference: [String: Int] = [:]
    for _ in 0..<5000 {
      let key = "key\(Int.random(in: 0..<130, using: &random))"
      let found = index.position(of: key)
      if let known = reference[key] {
        #expect(found?.index == known)
        #expect(found?.isNew == false)
      } else if reference.count < 100 {
        #expect(found?.index == reference.count)
        #expect(found?.isNew == true)
        reference[key] = reference.count
      } else {
        #expect(found == nil)
      }
    }
    #expect(index.keys.count == 100)
  }

  @Test("count distinct hashes as a set would, up to a limit")
  func distinct() {
    var random = SeededGenerator(seed: 6)
    var counter = DistinctCounter()
    var reference: Set<UInt64> = []
    for _ in 0..<3000 {
      let hash = UInt64.random(in: 0..<1500, using: &random)
      counter.insert(hash)
      reference.insert(hash)
      #expect(counter.count == reference.count)
    }
    for hash in 0..<10_000 as Range<UInt64> { counter.insert(hash) }
    #expect(counter.count == DistinctCounter.limit)
  }

  @Test("remember what is asked for, within their bounds")
  func cache() {
    var cache = GenerationalCache<Int, Int>(count: 100, cost: 1000)
    for number in 0..<10_000 {
      cache.insert(number, number * 2, cost: 1)
      #expect(cache.value(for: -1, cost: 1) == (number == 0 ? nil : 7))
      if number == 0 { cache.insert(-1, 7, cost: 1) }
      #expect(cache.value(for: number, cost: 1) == number * 2)
      #expect(cache.count <= 100)
    }
    #expect(cache.value(for: 5, cost: 1) == nil)
    cache.insert(5, 5, cost: 501)
    #expect(cache.value(for: 5, cost: 501) == nil)
    for number in 0..<100 { cache.insert(number, 0, cost: 200) }
    #expect(cache.count <= 5)
  }

  @Test("cut texts between characters")
  func limits() {
    #expect("abc".limited(toBytes: 3) == "abc")
    #expect("abcd".limited(toBytes: 3) == "abc")
    #expect("aéé".limited(toBytes: 4) == "aé")
    #expect("😀😀".limited(toBytes: 7) == "😀")
    #expect("😀".limited(toBytes: 3) == "")
  }

  @Test("tell sets of parameters apart")
  func parameters() {
    #expect(StatementParameters.values(1, "a") == .values(1, "a"))
    #expect(StatementParameters.values(1, "a") != .values(1, "b"))
    #expect(StatementParameters.values("a", "bc") != .values("ab", "c"))
    #expect(StatementParameters.all([1, 2]) == .values(1, 2))
    #expect(StatementParameters.none != .values(0))
  }
}
