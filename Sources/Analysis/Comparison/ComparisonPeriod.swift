internal import Statistics

/// One of two periods that are compared, and why it was chosen.
package struct ComparisonPeriod: Sendable {
  /// In any order.
  package var days: [DayFigures]
  /// The durations of its days; without them no quantile is split into mix and speed.
  package var sketches: [DaySketches] = []
  /// What its requests were made of; without it nothing is said of texts and statements.
  package var details: [DayDetails] = []
  /// Why these days: in words, such as "the 28 days before"; empty when they were given.
  package var choice = ""
  /// What cannot be known of it.
  package var omissions: [Comparison.Omission] = []

  package init(_ days: [DayFigures]) { self.days = days }

  /// A slice of days of which digests are at hand.
  ///
  /// - Complexity: O(*c*), *c* being the digests' cells and breakdowns.
  package init(_ digests: [(day: Day, digest: Digest)], _ slice: RequestSlice) {
    self.init([])
    for (day, digest) in digests { add(day, digest, slice) }
  }

  /// Adds a slice of a day from its digest, which tells releases apart.
  package mutating func add(_ day: Day, _ digest: Digest, _ slice: RequestSlice) {
    add(
      DayFigures(day: day, digest, release: slice.release),
      DaySketches(digest, release: slice.release),
      DayDetails(digest, release: slice.release),
      slice
    )
    guard slice.release != nil else { return }
    let folded = DayFigures(day: day, digest, release: TimeGrid.otherRelease).only(env: slice.env)
    note(.foldedReleases, folded.requests)
    let texts = DayDetails(digest, release: TimeGrid.otherRelease).only(env: slice.env)
    note(.textsOfFoldedReleases, texts.rows.isEmpty ? 0 : 1)
  }

  /// Adds a slice of a day from what is known of all of its requests, or of those of one release.
  ///
  /// - Parameters:
  ///   - figures: The day; without requests in the slice it is left out.
  ///   - sketches: The durations; `nil` when they are not wanted.
  ///   - details: What the requests were made of; needed for clients.
  ///   - slice: The environment and client that are looked at.
  package mutating func add(
    _ figures: DayFigures,
    _ sketches: DaySketches?,
    _ details: DayDetails,
    _ slice: RequestSlice
  ) {
    let (day, details) = (figures.only(env: slice.env), details.only(env: slice.env))
    guard let client = slice.client else {
      guard day.requests > 0 else { return }
      days.append(day)
      self.details.append(details)
      if let sketches { self.sketches.append(sketches.only(env: slice.env)) }
      return
    }
    // Sums of time and errors are all that is kept by client.
    note(.figuresOfClients, 1)
    note(.unnamedClients, day.requestsWithoutClient(details))
    let part = day.only(client: client, details)
    if part.requests > 0 { days.append(part) }
  }

  private mutating func note(_ kind: Comparison.Omission.Kind, _ requests: Int64) {
    guard requests > 0 else { return }
    if let place = omissions.firstIndex(where: { $0.kind == kind }) {
      omissions[place].requests = omissions[place].requests.addingClamped(requests)
    } else {
      omissions.append(Comparison.Omission(kind: kind, requests: requests))
    }
  }

  /// The same under another environment's name.
  package func renamed(env: String) -> ComparisonPeriod {
    var period = self
    period.days = days.map { $0.renamed(env: env) }
    period.sketches = sketches.map { $0.renamed(env: env) }
    period.details = details.map { $0.renamed(env: env) }
    return period
  }
}

extension Comparison {
  /// Something that a period's logs or history cannot tell of the requests that were selected.
  package struct Omission: Sendable, Equatable {
    package enum Kind: String, Sendable, Comparable {
      /// Of a client nothing but the mean and the errors is known.
      case figuresOfClients = "client_figures"
      /// Requests that name no client, or one of too many to be told apart.
      case unnamedClients = "unnamed_clients"
      /// Requests of releases that were too many to be told apart.
      case foldedReleases = "folded_releases"
      /// Texts and statements of such releases.
      case textsOfFoldedReleases = "folded_release_texts"

      /// Whether the requests are counted.
      package var isCounted: Bool { self == .unnamedClients || self == .foldedReleases }

      package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    package var kind: Kind
    /// What it is about, where that is counted.
    package var requests: Int64

    package init(kind: Kind, requests: Int64) {
      (self.kind, self.requests) = (kind, requests)
    }
  }
}
