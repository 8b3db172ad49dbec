/// What the measurements of QueryShapes read: texts as applications send them.
enum ShapeSamples {
  /// A page of a shop, with fragments, variables and a connection; about 1 kB.
  static let document = """
    query ProductList($first: Int = 20, $after: String, $category: ID!, $withReviews: Boolean!) {
      category(id: $category) {
        id
        name
        products(first: $first, after: $after, orderBy: {field: PRICE, direction: ASC}) {
          edges {
            cursor
            node {
              ...ProductCard
              reviews(first: 3) @include(if: $withReviews) {
                nodes {
                  rating
                  author { id displayName avatarUrl(size: 64) }
                }
              }
            }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
      viewer {
        cart { itemCount total { amount currency } }
      }
    }

    # What a tile of the list shows.
    fragment ProductCard on Product {
      id
      title
      slug
      price { amount currency formatted(locale: "de-CH") }
      thumbnail: image(width: 320, height: 240) { url alternativeText }
      ... on Book { isbn authors { name } }
      ... on Record { label tracks { title seconds } }
    }

    """

  /// Many operations in one document, a hundred kilobytes.
  static let largeDocument: String = {
    let name = "ProductList"
    let fragment = "ProductCard"
    return (0..<100).map { number in
      document.split(separator: name, omittingEmptySubsequences: false)
        .joined(separator: "\(name)\(number)")
        .split(separator: fragment, omittingEmptySubsequences: false)
        .joined(separator: "\(fragment)\(number)")
    }.joined()
  }()

  /// Statements by name: as an ORM writes them, a long list, rows to insert.
  static let statements: [(name: String, sql: String)] = [
    (
      "orm",
      """
      SELECT "review"."id", "review"."product_id", "review"."rating", "review"."body", \
      "review"."created_at", "user"."id", "user"."display_name" FROM "review" INNER JOIN "user" ON \
      ("review"."user_id" = "user"."id") WHERE ("review"."product_id" = 4711 AND \
      "review"."deleted_at" IS NULL AND "user"."status" IN ('active', 'trial', 'gift')) ORDER BY \
      "review"."created_at" DESC, "review"."id" ASC LIMIT 20 OFFSET 40
      """
    ),
    (
      "plain",
      """
      select o.id, o.number, o.total_amount, o.currency, c.name as customer_name, count(i.id) as items
      from orders o join customers c on c.id = o.customer_id left join order_items i on i.order_id = o.id
      where o.created_at >= $1 and o.created_at < $2 and o.state <> 'cancelled'
      group by o.id, o.number, o.total_amount, o.currency, c.name having count(i.id) > 3
      order by o.created_at desc limit 100
      """
    ),
    (
      "list",
      "SELECT name FROM product WHERE id IN ("
        + (1000..<2000).map { String($0) }.joined(separator: ", ") + ")"
    ),
    (
      "rows",
      "INSERT INTO event (id, kind, payload) VALUES "
        + (0..<200).map { "(\($0), 'click', '{\"page\": \"/product/\($0)\", \"ms\": 12.5}')" }
        .joined(separator: ", ")
    ),
  ]
}
