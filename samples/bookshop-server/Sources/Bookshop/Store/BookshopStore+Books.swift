import GRDB

extension BookshopStore {
  func book(_ id: Int) async throws -> Book? {
    try await read {
      try Book.fetchOne($0, sql: "SELECT * FROM book WHERE id = ?", arguments: [id])
    }
  }

  func books(_ ids: [Int]) async throws -> [Book] {
    try await read { database in
      try Book.fetchAll(
        database,
        sql: "SELECT * FROM book WHERE id IN (\(placeholders(ids)))",
        arguments: StatementArguments(ids)
      )
    }
  }

  func books(first: Int, after: Int, genre: String?) async throws -> [Book] {
    try await read { database in
      if let genre {
        return try Book.fetchAll(
          database,
          sql: "SELECT * FROM book WHERE genre = ? AND id > ? ORDER BY id LIMIT ?",
          arguments: [genre, after, first]
        )
      }
      return try Book.fetchAll(
        database,
        sql: "SELECT * FROM book WHERE id > ? ORDER BY id LIMIT ?",
        arguments: [after, first]
      )
    }
  }

  /// Books whose title holds a text: looks at all of them.
  func search(_ text: String, first: Int) async throws -> [Book] {
    try await read { database in
      try Book.fetchAll(
        database,
        sql: "SELECT * FROM book WHERE title LIKE ? ORDER BY sold DESC LIMIT ?",
        arguments: ["%\(text)%", first]
      )
    }
  }

  func bestsellers(first: Int) async throws -> [Book] {
    try await read { database in
      try Book.fetchAll(
        database,
        sql: """
          SELECT book.* FROM book JOIN order_line ON order_line.book_id = book.id
          GROUP BY book.id ORDER BY sum(order_line.quantity) DESC, book.id LIMIT ?
          """,
        arguments: [first]
      )
    }
  }

  /// Books of the same genre: the best sold ones, or, as a release has it by mistake, those that are
  /// rated best, found by reading all reviews again for every one of them.
  func related(to book: Book, first: Int, byRating: Bool) async throws -> [Book] {
    try await read { database in
      let sql =
        byRating
        ? """
        SELECT book.* FROM (SELECT * FROM book WHERE genre = ? AND id <> ? LIMIT 40) AS book
        ORDER BY (SELECT avg(rating) FROM review WHERE +review.book_id = book.id) DESC LIMIT ?
        """
        : "SELECT * FROM book WHERE genre = ? AND id <> ? ORDER BY sold DESC LIMIT ?"
      return try Book.fetchAll(database, sql: sql, arguments: [book.genre, book.id, first])
    }
  }

  func setPrice(_ id: Int, cents: Int) async throws -> Book? {
    try await write { database in
      try database.execute(
        sql: "UPDATE book SET price_cents = ? WHERE id = ?",
        arguments: [cents, id]
      )
      return try Book.fetchOne(database, sql: "SELECT * FROM book WHERE id = ?", arguments: [id])
    }
  }
}

/// As many question marks as there are values.
func placeholders(_ values: [Int]) -> String {
  values.map { _ in "?" }.joined(separator: ", ")
}
