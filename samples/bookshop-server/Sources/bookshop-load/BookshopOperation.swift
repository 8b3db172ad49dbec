/// An operation that clients send, with a weight for how often they do.
struct BookshopOperation: Sendable {
  let name: String?
  let document: String
  let weight: Double
  /// The variables as JSON.
  let variables: @Sendable (inout SeededGenerator) -> String
  /// The SHA-256 hash of the document, when clients name it by that.
  var documentHash: String?

  static let all: [BookshopOperation] = reads + writes

  private static let none: @Sendable (inout SeededGenerator) -> String = { _ in "{}" }
  private static let book: @Sendable (inout SeededGenerator) -> String = {
    #"{"id":"\#($0.popular(upTo: 3000))"}"#
  }

  private static let reads: [BookshopOperation] = [
    BookshopOperation(
      name: "BookPage",
      document: """
        query BookPage($id: ID!) { book(id: $id) { ...Head averageRating author { name country } \
        reviews(first: 5) { rating text reviewer } } } fragment Head on Book { id title priceCents }
        """,
      weight: 30,
      variables: book,
      documentHash: "31270de60276709312fb7f2f3a84ad6285c9f44ca84addaf1fa958714e27ead3"
    ),
    BookshopOperation(
      name: "Shelf",
      document: """
        query Shelf($genre: String, $after: ID) { books(first: 20, genre: $genre, after: $after) \
        { id title author { name } } }
        """,
      weight: 9,
      variables: { #"{"genre":"crime","after":"\#($0.popular(upTo: 2000))"}"# }
    ),
    BookshopOperation(
      name: "ShelfBatched",
      document: """
        query ShelfBatched($after: ID) { books(first: 20, after: $after) \
        { id title authorBatched { name } } }
        """,
      weight: 9,
      variables: { #"{"after":"\#($0.popular(upTo: 2900))"}"# }
    ),
    BookshopOperation(
      name: "Search",
      document: "query Search($text: String!) { search(text: $text, first: 10) { id title sold } }",
      weight: 12,
      variables: {
        let words = ["River", "Garden", "Letter", "Golden", "Winter", "Clock"]
        return #"{"text":"\#(words[$0.popular(upTo: words.count) - 1])"}"#
      }
    ),
    BookshopOperation(
      name: "AuthorPage",
      document: """
        query AuthorPage($id: ID!) { author(id: $id) { name country books(first: 10) \
        { title year averageRating } } }
        """,
      weight: 8,
      variables: { #"{"id":"\#($0.popular(upTo: 400))"}"# }
    ),
    BookshopOperation(
      name: "Related",
      document: "query Related($id: ID!) { book(id: $id) { related(first: 6) { id title } } }",
      weight: 8,
      variables: book
    ),
    BookshopOperation(
      name: "Bestsellers",
      document: "query Bestsellers { bestsellers(first: 10) { id title sold } }",
      weight: 2,
      variables: none
    ),
    BookshopOperation(
      name: "Stock",
      document: "query Stock($id: ID!) { book(id: $id) { id stock } }",
      weight: 5,
      variables: book
    ),
    BookshopOperation(
      name: "OrderHistory",
      document: """
        query OrderHistory($customer: ID!) { orders(customer: $customer, first: 5) \
        { id status lines { quantity book { title } } } }
        """,
      weight: 5,
      variables: { #"{"customer":"\#($0.popular(upTo: 900))"}"# }
    ),
    BookshopOperation(
      name: nil,
      document: "{ books(first: 3) { title } }",
      weight: 4,
      variables: none
    ),
    // Far over the limit of complexity.
    BookshopOperation(
      name: "Everything",
      document: """
        query Everything { authors(first: 100) { books(first: 100) { reviews(first: 100) \
        { text } } } }
        """,
      weight: 0.5,
      variables: none
    ),
  ]

  private static let writes: [BookshopOperation] = [
    BookshopOperation(
      name: "AddReview",
      document: """
        mutation AddReview($id: ID!, $rating: Int!) { addReview(bookId: $id, rating: $rating, \
        text: "Could not put it down.") { id book { title } } }
        """,
      weight: 4,
      variables: {
        let rating = Int.random(in: 0...5, using: &$0)
        return #"{"id":"\#($0.popular(upTo: 3000))","rating":\#(rating)}"#
      }
    ),
    BookshopOperation(
      name: "PlaceOrder",
      document: """
        mutation PlaceOrder($customer: ID!, $lines: [OrderLineInput!]!) { placeOrder(customer: \
        $customer, lines: $lines) { id status } }
        """,
      weight: 2.5,
      variables: {
        let customer = $0.popular(upTo: 900)
        return """
          {"customer":"\(customer)","lines":[{"bookId":"\($0.popular(upTo: 3000))","quantity":1}]}
          """
      }
    ),
    BookshopOperation(
      name: "SetPrice",
      document: """
        mutation SetPrice($id: ID!, $cents: Int!) { setPrice(bookId: $id, cents: $cents) \
        { id priceCents } }
        """,
      weight: 1,
      variables: {
        let cents = $0.popular(upTo: 4000) + 400
        return #"{"id":"\#($0.popular(upTo: 3000))","cents":\#(cents)}"#
      }
    ),
  ]
}
