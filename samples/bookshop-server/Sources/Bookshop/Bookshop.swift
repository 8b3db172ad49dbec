public import GraphQLInstrumentation

/// The shop: its database, its caches, and what is wrong with this release of it.
public final class Bookshop: Sendable {
  let store: BookshopStore
  let books: TwoLevelCache<Int, Book>
  let ratings: TwoLevelCache<Int, Double>
  let findsRelatedByRating: Bool

  /// A shop.
  ///
  /// - Parameters:
  ///   - store: Its database.
  ///   - findsRelatedByRating: Whether this release has the mistake that makes `related` slow.
  ///   - monitor: Counts the use of caches; `nil` leaves it uncounted.
  public init(store: BookshopStore, findsRelatedByRating: Bool, monitor: PerformanceMonitor?) {
    self.store = store
    self.findsRelatedByRating = findsRelatedByRating
    let latency = Duration.milliseconds(1)
    books = TwoLevelCache("book", sizes: (300, 1500), latency: latency, monitor: monitor)
    ratings = TwoLevelCache("rating", sizes: (300, 1500), latency: latency, monitor: monitor)
  }
}

/// What the resolvers of one request work with.
public struct BookshopContext: Sendable {
  let shop: Bookshop
  let authors: DataLoader<Int, Author>
  let books: DataLoader<Int, Book>

  /// The context of one request.
  public init(_ shop: Bookshop) {
    self.shop = shop
    let store = shop.store
    authors = DataLoader { ids in
      let authors = try await store.authors(ids)
      return Dictionary(authors.map { ($0.id, $0) }) { first, _ in first }
    }
    books = DataLoader { ids in
      let books = try await store.books(ids)
      return Dictionary(books.map { ($0.id, $0) }) { first, _ in first }
    }
  }
}
