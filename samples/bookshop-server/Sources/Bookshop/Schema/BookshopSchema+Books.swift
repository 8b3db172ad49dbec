import GraphQLExecution

extension BookshopSchema {
  static var bookFields: Fields {
    [
      "id": .property("ID!") { (book: Book) in .string(String(book.id)) },
      "title": .property("String!") { (book: Book) in .string(book.title) },
      "genre": .property("String!") { (book: Book) in .string(book.genre) },
      "year": .property("Int!") { (book: Book) in .int(book.year) },
      "priceCents": .property("Int!") { (book: Book) in .int(book.priceCents) },
      "sold": .property("Int!") { (book: Book) in .int(book.sold) },
      // One statement for every book: the classic mistake.
      "author": .value("Author", [:]) { (book: Book, _, context) in
        .optional(try await context.shop.store.author(book.authorID))
      },
      // The same, with one statement for all books.
      "authorBatched": .value("Author", [:]) { (book: Book, _, context) in
        .optional(try await context.authors.value(for: book.authorID))
      },
      "reviews": .list("[Review!]!", first) { (book: Book, arguments, context) in
        try await context.shop.store.reviews(ofBook: book.id, first: size(arguments))
      },
      "averageRating": .value("Float", [:]) { (book: Book, _, context) in
        let rating = try await context.shop.ratings.value(for: book.id) {
          try await context.shop.store.averageRating(ofBook: book.id)
        }
        return rating.map { .leaf(.double($0)) } ?? .null
      },
      "related": .list("[Book!]!", first) { (book: Book, arguments, context) in
        try await context.shop.store.related(
          to: book,
          first: size(arguments),
          byRating: context.shop.findsRelatedByRating
        )
      },
      "stock": .value("Int", [:]) { (book: Book, _, _) in
        // The warehouse knows nothing of some books.
        guard book.id % 7 != 0 else {
          throw GraphQLError(
            "The warehouse does not answer for book \(book.id).",
            code: "WAREHOUSE_UNAVAILABLE"
          )
        }
        return .leaf(.int(book.id * 31 % 40))
      },
    ]
  }

  static var authorFields: Fields {
    [
      "id": .property("ID!") { (author: Author) in .string(String(author.id)) },
      "name": .property("String!") { (author: Author) in .string(author.name) },
      "country": .property("String!") { (author: Author) in .string(author.country) },
      "books": .list("[Book!]!", first) { (author: Author, arguments, context) in
        try await context.shop.store.books(ofAuthor: author.id, first: size(arguments))
      },
    ]
  }

  static var reviewFields: Fields {
    [
      "id": .property("ID!") { (review: Review) in .string(String(review.id)) },
      "rating": .property("Int!") { (review: Review) in .int(review.rating) },
      "reviewer": .property("String!") { (review: Review) in .string(review.reviewer) },
      "text": .property("String!") { (review: Review) in .string(review.text) },
      "book": .value("Book", [:]) { (review: Review, _, context) in
        .optional(try await context.books.value(for: review.bookID))
      },
    ]
  }
}
