import GRDB

/// Who writes books.
struct Author: Sendable, Hashable {
  var id: Int
  var name: String
  var country: String
}

/// What is sold.
struct Book: Sendable, Hashable {
  var id: Int
  var title: String
  var authorID: Int
  var genre: String
  var year: Int
  var priceCents: Int
  var sold: Int
}

/// What somebody thinks of a book.
struct Review: Sendable, Hashable {
  var id: Int
  var bookID: Int
  var rating: Int
  var reviewer: String
  var text: String
}

/// What somebody bought.
struct Order: Sendable, Hashable {
  var id: Int
  var customer: Int
  var status: String
  var placedOn: String
}

/// One book of an order.
struct OrderLine: Sendable, Hashable {
  var orderID: Int
  var bookID: Int
  var quantity: Int
  var priceCents: Int
}

extension Author: FetchableRecord {
  init(row: Row) { self.init(id: row["id"], name: row["name"], country: row["country"]) }
}

extension Book: FetchableRecord {
  init(row: Row) {
    self.init(
      id: row["id"],
      title: row["title"],
      authorID: row["author_id"],
      genre: row["genre"],
      year: row["year"],
      priceCents: row["price_cents"],
      sold: row["sold"]
    )
  }
}

extension Review: FetchableRecord {
  init(row: Row) {
    self.init(
      id: row["id"],
      bookID: row["book_id"],
      rating: row["rating"],
      reviewer: row["reviewer"],
      text: row["text"]
    )
  }
}

extension Order: FetchableRecord {
  init(row: Row) {
    self.init(
      id: row["id"],
      customer: row["customer"],
      status: row["status"],
      placedOn: row["placed_on"]
    )
  }
}

extension OrderLine: FetchableRecord {
  init(row: Row) {
    self.init(
      orderID: row["order_id"],
      bookID: row["book_id"],
      quantity: row["quantity"],
      priceCents: row["price_cents"]
    )
  }
}
