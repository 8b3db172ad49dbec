import Analysis
import MetricLog
import Testing

@Suite("A slice of a day's requests")
struct RequestSliceTests {
  private static let day = Day(ofMicroseconds: RandomLog.midnight)
  private static let records: [ModelRecord] = {
    var log = RandomLog(seed: 31)
    return log.records(600)
  }()

  private static func period(
    _ slice: RequestSlice,
    limits: DigestLimits = .standard
  ) -> ComparisonPeriod {
    ComparisonPeriod([(day, Runs.settled(records, limits: limits))], slice)
  }

  @Test("of a release is what reading that release alone gives", arguments: ["1.0", "2.0-rc", "3"])
  func release(release: String) throws {
    let slice = Self.period(RequestSlice(env: "staging", release: release))
    var selection = Selection()
    (selection.envs, selection.releases) = (["staging"], [release])
    let alone = Runs.settled(Self.records, selection: selection)
    guard release != "3" else {
      #expect(slice.days.isEmpty && alone.requestCount == 0)
      return
    }
    let day = try #require(slice.days.first)
    let expected = DayFigures(day: Self.day, alone)
    #expect(day.operations == expected.operations && day.environments == expected.environments)
    #expect(slice.sketches.map { $0.encoded() } == [DaySketches(alone).encoded()])
    #expect(slice.details.map(\.rows) == [DayDetails(alone).rows])
    #expect(slice.omissions.isEmpty, "three releases are told apart")
  }

  @Test("says how many requests are of releases that are not told apart")
  func folded() throws {
    var limits = DigestLimits()
    limits.releases = 1
    let all = ReferenceReport(Self.records).rows
    for release in ["1.0", "1.1", "2.0-rc"] {
      let slice = Self.period(RequestSlice(release: release), limits: limits)
      let found = slice.days.first?.requests ?? 0
      let truth = all.filter { $0.source.release == release }.sum { _ in 1 }
      let hidden = slice.omissions.first { $0.kind == .foldedReleases }?.requests ?? 0
      #expect(found <= truth && truth <= found + hidden && hidden > 0)
      #expect(slice.omissions.contains { $0.kind == .textsOfFoldedReleases })
    }
  }

  @Test("of a client has the sums of its requests, of a release where one is named")
  func client() throws {
    for release in [nil, "1.1"] {
      let slice = Self.period(RequestSlice(release: release, client: "ios 1"))
      let rows = ReferenceReport(Self.records).rows.filter {
        release == nil || $0.source.release == release
      }
      let ours = rows.filter { $0.request.client == .init(name: "ios", version: "1") }
      let day = try #require(slice.days.first)
      #expect(day.requests == ours.sum { _ in 1 } && day.requests > 0)
      let figures = day.operations.values
      #expect(
        figures.reduce(0) { $0 + $1.durationNanoseconds } == ours.sum { $0.nanoseconds }
      )
      #expect(
        figures.reduce(0) { $0 + $1.requestsWithErrors } == ours.sum { $0.hasError ? 1 : 0 }
      )
      #expect(figures.allSatisfy { $0.level(.p95) == nil && $0.level(.statements) == nil })
      #expect(slice.sketches.isEmpty && slice.details.isEmpty)
      let nameless = rows.sum { $0.client == nil ? 1 : 0 }
      #expect(slice.omissions.first { $0.kind == .unnamedClients }?.requests == nameless)
      #expect(slice.omissions.contains { $0.kind == .figuresOfClients })
    }
    let versions = Self.period(RequestSlice(client: "ios")).days.first?.requests
    let truth = ReferenceReport(Self.records).rows.filter { $0.request.client?.name == "ios" }
    #expect(versions == truth.sum { _ in 1 })
  }

  @Test("is called by its names")
  func words() {
    #expect(RequestSlice().words.isEmpty)
    let slice = RequestSlice(env: "live", release: "2", client: "web 5")
    #expect(slice.words == "environment live, release 2, client web 5")
  }
}
