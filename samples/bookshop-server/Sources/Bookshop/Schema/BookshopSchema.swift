public import GraphQLExecution

/// The shop's GraphQL schema.
public enum BookshopSchema {
  typealias Fields = [String: FieldDefinition<BookshopContext>]

  /// The schema, made anew.
  public static func make() -> Schema<BookshopContext> {
    Schema([
      ObjectType("Query", queryFields),
      ObjectType("Mutation", mutationFields),
      ObjectType("Book", bookFields),
      ObjectType("Author", authorFields),
      ObjectType("Review", reviewFields),
      ObjectType("Order", orderFields),
      ObjectType("OrderLine", orderLineFields),
    ])
  }

  static let first = ["first": ArgumentDefinition("Int", default: .int(10))]
  static let id = ["id": ArgumentDefinition("ID!")]

  /// Lists are this long at most.
  static func size(_ arguments: Arguments) -> Int { min(max(arguments.int("first"), 0), 100) }

  private static var queryFields: Fields {
    [
      "books": .list(
        "[Book!]!",
        [
          "first": ArgumentDefinition("Int", default: .int(20)),
          "after": ArgumentDefinition("ID", default: .string("0")),
          "genre": ArgumentDefinition("String"),
        ]
      ) { (_: Root, arguments, context) in
        try await context.shop.store.books(
          first: size(arguments),
          after: arguments.int("after"),
          genre: arguments.string("genre")
        )
      },
      "book": .value("Book", id) { (_: Root, arguments, context) in
        let id = arguments.int("id")
        return .optional(
          try await context.shop.books.value(for: id) { try await context.shop.store.book(id) }
        )
      },
      "search": .list("[Book!]!", first.merging(["text": ArgumentDefinition("String!")]) { $1 }) {
        (_: Root, arguments, context) in
        try await context.shop.store.search(
          arguments.string("text") ?? "",
          first: size(arguments)
        )
      },
      // Asks a partner's service for the ranks, which takes its time.
      "bestsellers": .list("[Book!]!", first) { (_: Root, arguments, context) in
        try await Task.sleep(for: .milliseconds(120))
        return try await context.shop.store.bestsellers(first: size(arguments))
      },
      "author": .value("Author", id) { (_: Root, arguments, context) in
        .optional(try await context.shop.store.author(arguments.int("id")))
      },
      "authors": .list("[Author!]!", first) { (_: Root, arguments, context) in
        try await context.shop.store.authors(first: size(arguments))
      },
      "order": .value("Order", id) { (_: Root, arguments, context) in
        .optional(try await context.shop.store.order(arguments.int("id")))
      },
      "orders": .list("[Order!]!", first.merging(["customer": ArgumentDefinition("ID!")]) { $1 }) {
        (_: Root, arguments, context) in
        try await context.shop.store.orders(
          ofCustomer: arguments.int("customer"),
          first: size(arguments)
        )
      },
    ]
  }
}
