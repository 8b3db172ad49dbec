import Analysis
import Testing

@Suite("Rows made on several threads")
struct ConcurrentRowsTests {
  @Test("are each made once and come in order", arguments: [0, 1, 2, 7, 1000])
  func order(threads: Int) {
    for count in [0, 1, 2, 3, 500] {
      let rows = ConcurrentRows.map(count, threads: threads) { "row \($0)" }
      #expect(rows == (0..<count).map { "row \($0)" })
    }
  }

  @Test("may be nothing that is told apart from no row")
  func optionals() {
    let rows = ConcurrentRows.map(9, threads: 3) { $0 % 2 == 0 ? $0 : nil }
    #expect(rows == [0, nil, 2, nil, 4, nil, 6, nil, 8])
  }
}
