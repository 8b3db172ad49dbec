import GRDB

extension BookshopStore {
  func author(_ id: Int) async throws -> Author? {
    try await read {
      try Author.fetchOne($0, sql: "SELECT * FROM author WHERE id = ?", arguments: [id])
    }
  }

  func authors(_ ids: [Int]) async throws -> [Author] {
    try await read { database in
      try Author.fetchAll(
        database,
        sql: "SELECT * FROM author WHERE id IN (\(placeholders(ids)))",
        arguments: StatementArguments(ids)
      )
    }
  }

  func authors(first: Int) async throws -> [Author] {
    try await read {
      try Author.fetchAll($0, sql: "SELECT * FROM author ORDER BY id LIMIT ?", arguments: [first])
    }
  }

  func books(ofAuthor id: Int, first: Int) async throws -> [Book] {
    try await read { database in
      try Book.fetchAll(
        database,
        sql: "SELECT * FROM book WHERE author_id = ? ORDER BY year DESC LIMIT ?",
        arguments: [id, first]
      )
    }
  }

  func reviews(ofBook id: Int, first: Int) async throws -> [Review] {
    try await read { database in
      try Review.fetchAll(
        database,
        sql: "SELECT * FROM review WHERE book_id = ? ORDER BY id DESC LIMIT ?",
        arguments: [id, first]
      )
    }
  }

  /// The mean of a book's ratings; `nil` when it has none.
  func averageRating(ofBook id: Int) async throws -> Double? {
    try await read { database in
      try Double.fetchOne(
        database,
        sql: "SELECT avg(rating) FROM review WHERE book_id = ?",
        arguments: [id]
      )
    }
  }

  func addReview(_ review: Review) async throws -> Review {
    try await write { database in
      try database.execute(
        sql: "INSERT INTO review (book_id, rating, reviewer, text) VALUES (?, ?, ?, ?)",
        arguments: [review.bookID, review.rating, review.reviewer, review.text]
      )
      var added = review
      added.id = Int(database.lastInsertedRowID)
      return added
    }
  }
}
