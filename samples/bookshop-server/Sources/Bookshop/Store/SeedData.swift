import GRDB

/// The books that the shop begins with: always the same for the same sizes.
public struct SeedData: Sendable {
  /// How many authors there are.
  public var authors = 400
  /// How many books.
  public var books = 3000
  /// How many reviews.
  public var reviews = 28_000
  /// How many orders.
  public var orders = 5000

  /// A shop of the usual size.
  public init() {}

  static let genres = [
    "crime", "poetry", "travel", "history", "cooking", "science", "romance", "fantasy", "music",
    "gardening",
  ]
  private static let adjectives = [
    "Silent", "Golden", "Lost", "Hidden", "Crooked", "Distant", "Burning", "Patient", "Second",
    "Northern", "Paper", "Winter",
  ]
  private static let nouns = [
    "River", "Garden", "Lighthouse", "Letter", "Orchard", "Harbour", "Clock", "Kitchen", "Mountain",
    "Library", "Bridge", "Sparrow",
  ]
  private static let names = [
    "Ada", "Boris", "Clara", "Dario", "Edith", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira",
    "Leo",
  ]
  private static let countries = ["DE", "FR", "GB", "IT", "JP", "MX", "NG", "PL", "SE", "US"]

  func write(to database: Database) throws {
    var random = SeededGenerator(seed: 20_261_101)
    try database.execute(sql: Self.tables)
    try writeBooks(to: database, &random)
    try writeReviews(to: database, &random)
    try writeOrders(to: database, &random)
    try database.execute(sql: "ANALYZE")
  }

  private func writeBooks(to database: Database, _ random: inout SeededGenerator) throws {
    let author = try database.makeStatement(sql: "INSERT INTO author VALUES (?, ?, ?)")
    for id in 1...authors {
      let name = "\(random.pick(Self.names)) \(random.pick(Self.nouns))-\(id)"
      try author.execute(arguments: [id, name, random.pick(Self.countries)])
    }
    let book = try database.makeStatement(sql: "INSERT INTO book VALUES (?, ?, ?, ?, ?, ?, 0)")
    for id in 1...books {
      let title = "The \(random.pick(Self.adjectives)) \(random.pick(Self.nouns)), \(id)"
      // A few authors have written most of the books.
      let author = 1 + random.skewed(authors)
      let genre = random.pick(Self.genres)
      let year = 1950 + random.next(below: 76)
      let price = 500 + 50 * random.next(below: 60)
      try book.execute(arguments: [id, title, author, genre, year, price])
    }
  }

  private func writeReviews(to database: Database, _ random: inout SeededGenerator) throws {
    let review = try database.makeStatement(sql: "INSERT INTO review VALUES (?, ?, ?, ?, ?)")
    for id in 1...reviews {
      let adjective = random.pick(Self.adjectives).lowercased()
      let text = "A \(adjective) book about a \(random.pick(Self.nouns))."
      let book = 1 + random.skewed(books)
      let reviewer = random.pick(Self.names)
      try review.execute(arguments: [id, book, 1 + random.next(below: 5), reviewer, text])
    }
  }

  private func writeOrders(to database: Database, _ random: inout SeededGenerator) throws {
    let order = try database.makeStatement(sql: "INSERT INTO orders VALUES (?, ?, ?, ?)")
    let line = try database.makeStatement(
      sql: "INSERT INTO order_line (order_id, book_id, quantity, price_cents) VALUES (?, ?, ?, ?)"
    )
    for id in 1...orders {
      let day = 1 + random.next(below: 28)
      let date = "2026-\(10 + random.next(below: 3))-\(day < 10 ? "0" : "")\(day)"
      let status = random.pick(["placed", "sent", "sent", "returned"])
      try order.execute(arguments: [id, 1 + random.next(below: 900), status, date])
      for _ in 0...random.next(below: 4) {
        let book = 1 + random.skewed(books)
        try line.execute(
          arguments: [id, book, 1 + random.next(below: 3), 500 + 50 * random.next(below: 60)]
        )
      }
    }
    try database.execute(
      sql: """
        UPDATE book SET sold =
          (SELECT coalesce(sum(quantity), 0) FROM order_line WHERE book_id = book.id)
        """
    )
  }

  private static let tables = """
    CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL);
    CREATE TABLE book (
      id INTEGER PRIMARY KEY, title TEXT NOT NULL, author_id INTEGER NOT NULL REFERENCES author,
      genre TEXT NOT NULL, year INTEGER NOT NULL, price_cents INTEGER NOT NULL,
      sold INTEGER NOT NULL
    );
    CREATE INDEX book_author ON book (author_id);
    CREATE INDEX book_genre ON book (genre, sold);
    CREATE TABLE review (
      id INTEGER PRIMARY KEY, book_id INTEGER NOT NULL REFERENCES book, rating INTEGER NOT NULL,
      reviewer TEXT NOT NULL, text TEXT NOT NULL
    );
    CREATE INDEX review_book ON review (book_id);
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, status TEXT NOT NULL,
      placed_on TEXT NOT NULL
    );
    CREATE INDEX orders_customer ON orders (customer);
    CREATE TABLE order_line (
      order_id INTEGER NOT NULL REFERENCES orders, book_id INTEGER NOT NULL REFERENCES book,
      quantity INTEGER NOT NULL, price_cents INTEGER NOT NULL
    );
    CREATE INDEX line_order ON order_line (order_id);
    """
}
