import GRDB

extension BookshopStore {
  func order(_ id: Int) async throws -> Order? {
    try await read {
      try Order.fetchOne($0, sql: "SELECT * FROM orders WHERE id = ?", arguments: [id])
    }
  }

  func orders(ofCustomer customer: Int, first: Int) async throws -> [Order] {
    try await read { database in
      try Order.fetchAll(
        database,
        sql: "SELECT * FROM orders WHERE customer = ? ORDER BY placed_on DESC LIMIT ?",
        arguments: [customer, first]
      )
    }
  }

  func lines(ofOrder id: Int) async throws -> [OrderLine] {
    try await read { database in
      try OrderLine.fetchAll(
        database,
        sql: "SELECT * FROM order_line WHERE order_id = ?",
        arguments: [id]
      )
    }
  }

  /// Adds an order; `nil` when one of its books does not exist.
  func placeOrder(customer: Int, _ lines: [(bookID: Int, quantity: Int)]) async throws -> Order? {
    try await write { database in
      var prices: [Int] = []
      for line in lines {
        let price = try Int.fetchOne(
          database,
          sql: "SELECT price_cents FROM book WHERE id = ?",
          arguments: [line.bookID]
        )
        guard let price else { return nil }
        prices.append(price)
      }
      try database.execute(
        sql: "INSERT INTO orders (customer, status, placed_on) VALUES (?, 'placed', date('now'))",
        arguments: [customer]
      )
      let id = Int(database.lastInsertedRowID)
      for (line, price) in zip(lines, prices) {
        try database.execute(
          sql: """
            INSERT INTO order_line (order_id, book_id, quantity, price_cents) VALUES (?, ?, ?, ?)
            """,
          arguments: [id, line.bookID, line.quantity, price]
        )
        try database.execute(
          sql: "UPDATE book SET sold = sold + ? WHERE id = ?",
          arguments: [line.quantity, line.bookID]
        )
      }
      return try Order.fetchOne(database, sql: "SELECT * FROM orders WHERE id = ?", arguments: [id])
    }
  }
}
