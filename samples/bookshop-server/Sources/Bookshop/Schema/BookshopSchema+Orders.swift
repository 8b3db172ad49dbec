import GraphQLExecution

extension BookshopSchema {
  static var orderFields: Fields {
    [
      "id": .property("ID!") { (order: Order) in .string(String(order.id)) },
      "status": .property("String!") { (order: Order) in .string(order.status) },
      "placedOn": .property("String!") { (order: Order) in .string(order.placedOn) },
      "lines": .list("[OrderLine!]!") { (order: Order, _, context) in
        try await context.shop.store.lines(ofOrder: order.id)
      },
    ]
  }

  static var orderLineFields: Fields {
    [
      "quantity": .property("Int!") { (line: OrderLine) in .int(line.quantity) },
      "priceCents": .property("Int!") { (line: OrderLine) in .int(line.priceCents) },
      "book": .value("Book", [:]) { (line: OrderLine, _, context) in
        .optional(try await context.books.value(for: line.bookID))
      },
    ]
  }

  static var mutationFields: Fields {
    [
      "addReview": .value(
        "Review!",
        [
          "bookId": ArgumentDefinition("ID!"),
          "rating": ArgumentDefinition("Int!"),
          "text": ArgumentDefinition("String!"),
          "reviewer": ArgumentDefinition("String", default: .string("anonymous")),
        ]
      ) { (_: Root, arguments, context) in try await addReview(arguments, context) },
      "setPrice": .value(
        "Book",
        ["bookId": ArgumentDefinition("ID!"), "cents": ArgumentDefinition("Int!")]
      ) { (_: Root, arguments, context) in
        let id = arguments.int("bookId")
        let book = try await context.shop.store.setPrice(id, cents: arguments.int("cents"))
        context.shop.books.invalidate([id], reason: "setPrice")
        return .optional(book)
      },
      "placeOrder": .value(
        "Order",
        [
          "customer": ArgumentDefinition("ID!"),
          "lines": ArgumentDefinition("[OrderLineInput!]!"),
        ]
      ) { (_: Root, arguments, context) in try await placeOrder(arguments, context) },
    ]
  }

  private static func addReview(
    _ arguments: Arguments,
    _ context: BookshopContext
  ) async throws -> FieldValue {
    let rating = arguments.int("rating")
    guard 1...5 ~= rating else {
      throw GraphQLError("A rating is from 1 to 5.", code: "BAD_USER_INPUT")
    }
    let bookID = arguments.int("bookId")
    guard try await context.shop.store.book(bookID) != nil else {
      throw GraphQLError("There is no such book.", code: "NOT_FOUND")
    }
    let review = try await context.shop.store.addReview(
      Review(
        id: 0,
        bookID: bookID,
        rating: rating,
        reviewer: arguments.string("reviewer") ?? "",
        text: arguments.string("text") ?? ""
      )
    )
    context.shop.ratings.invalidate([bookID], reason: "addReview")
    return .object(review)
  }

  private static func placeOrder(
    _ arguments: Arguments,
    _ context: BookshopContext
  ) async throws -> FieldValue {
    var lines: [(bookID: Int, quantity: Int)] = []
    for case .object(let line) in arguments.list("lines") {
      let fields = Arguments(line)
      guard 1...100 ~= fields.int("quantity") else {
        throw GraphQLError("A quantity is from 1 to 100.", code: "BAD_USER_INPUT")
      }
      lines.append((fields.int("bookId"), fields.int("quantity")))
    }
    guard !lines.isEmpty else {
      throw GraphQLError("An order needs a book.", code: "BAD_USER_INPUT")
    }
    let customer = arguments.int("customer")
    guard let order = try await context.shop.store.placeOrder(customer: customer, lines) else {
      throw GraphQLError("There is no such book.", code: "NOT_FOUND")
    }
    // How often a book was sold is a part of it.
    context.shop.books.invalidate(lines.map(\.bookID), reason: "placeOrder")
    return .object(order)
  }
}
