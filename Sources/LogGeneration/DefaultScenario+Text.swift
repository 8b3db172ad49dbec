// Generated from samples/shop.yaml by `UPDATE_GOLDEN=1 swift test --filter DefaultScenario`.
// swift-format-ignore-file

extension DefaultScenario {
  /// The text of `samples/shop.yaml`.
  package static let yaml = #"""
    # A night at a shop: one GraphQL service on two hosts, 24 hours, and a release in the afternoon that
    # brings an N+1, loses a cache, slows a resolver, lets a mutation fail and leaks memory.
    #
    #   nightjar generate samples/shop.yaml --output DIR
    #
    # Shares are relative to their siblings. An operation's own time is `latency`; its statements and
    # the wait for a connection come on top. Times are milliseconds, medians unless said otherwise.
    name: shop
    seed: 20261121
    start: "2026-11-21T00:00:00Z"
    hours: 24
    requests: 20000

    sources:
      - service: shop
        env: production
        hosts: [web-01, web-02]

    clients:
      - name: web
        share: 5
        versions: {5.12.0: 0.8, 5.11.2: 0.2}
      - name: ios
        share: 3
        versions: {8.2.0: 0.7, 8.1.4: 0.25, 7.9.0: 0.05}
      - name: android
        share: 2
        versions: {8.3.1: 0.6, 8.2.0: 0.4}

    # How busy each hour of the day is, in UTC.
    hourly: [3, 2, 1, 1, 1, 2, 4, 7, 9, 10, 10, 11, 12, 11, 10, 10, 11, 13, 15, 16, 14, 11, 8, 5]

    releases:
      - version: 2026.11.1
      - version: 2026.11.2
        at: 14.5
        note: rolling
        stagger_seconds: 180
        changes:
          - {operation: OrderHistory, n_plus_one: Order.payment}
          - {cache_off: bestsellers}
          - {operation: RelatedProducts, field: Product.related, slower_ms: 35}
          - {operation: AddToCart, error_rate: 0.06}
          - {operation: ProductSearch, kept_bytes: 24000}

    process:
      every_seconds: 300
      resident_mb: 190
      pools: {primary: 10, replica: 6}

    alerts: {slow_ms: 1000}

    operations:
      - name: HomePage
        share: 16
        documents:
          - text: "query HomePage($n:Int!){bestsellers(first:$n){id price{amount}title}banner{image link}}"
            share: 4
          - text: "query HomePage($n:Int!){bestsellers(first:$n){...Card}banner{link}}fragment Card on Product{id title}"
            share: 1
        complexity: [40, 60]
        depth: 3
        items: {min: 8, max: 24}
        latency: {median_ms: 9, sigma: 0.4}
        caches:
          - {name: bestsellers, hit_rate: 0.96}
        statements:
          - field: Query.bestsellers
            text: select p.id, p.title, p.price from product p join sale s on s.product_id = p.id group by p.id order by count(*) desc limit ?
            time_ms: 38
            behind: bestsellers
          - {field: Query.banner, text: "select image, link from banner where starts <= ? and ends > ?", time_ms: 0.7}
        fields:
          - {field: Query.bestsellers, list: true, time_ms: 0.6}
          - {field: Query.banner, time_ms: 0.2}
        memory: {median_kb: 420}
        request_bytes: [310, 420]
        response_bytes: {median: 900, per_item: 210}

      - name: ProductDetail
        share: 22
        document: "query ProductDetail($id:ID!){product(id:$id){id images{url}price{amount currency}rating stock title variants{id size}}}"
        complexity: [28, 36]
        depth: 4
        latency: {median_ms: 11, sigma: 0.45, second: {share: 0.04, median_ms: 60, sigma: 0.4}}
        caches:
          - {name: product, level: 1, hit_rate: 0.62}
          - {name: product, level: 2, hit_rate: 0.7}
        statements:
          - {field: Query.product, text: "select id, title, price, currency from product where id = ?", time_ms: 1.1, behind: product}
          - {field: Product.variants, text: "select id, size, product_id from variant where product_id in (?)", time_ms: 1.4}
          - {field: Product.stock, text: "select quantity from stock where product_id = ?", time_ms: 0.8}
        fields:
          - {field: Query.product, time_ms: 0.3}
          - {field: Product.variants, each: 4, time_ms: 0.3}
          - {field: Product.stock, time_ms: 0.2}
        memory: {median_kb: 300}
        request_bytes: [280, 340]
        response_bytes: {median: 2600}

      - name: ProductList
        share: 14
        document: "query ProductList($category:ID!$n:Int!){products(category:$category first:$n){id price{amount}reviews{rating}title}}"
        complexity: [60, 260]
        depth: 4
        items: {min: 4, max: 60, median: 20, sigma: 0.5}
        latency: {median_ms: 14, sigma: 0.4}
        caches:
          - {name: product, level: 1, per: item, hit_rate: 0.75}
        statements:
          - {field: Query.products, text: "select id, title, price from product where category_id = ? order by rank limit ?", time_ms: 4.5}
          - {field: Product.reviews, text: "select product_id, rating from review where product_id in (?+)", time_ms: 3.2}
        fields:
          - {field: Query.products, list: true, time_ms: 0.5}
          - {field: Product.reviews, per: item, each: 3, time_ms: 0.05}
        memory: {median_kb: 900, sigma: 0.4}
        request_bytes: [350, 380]
        response_bytes: {median: 600, per_item: 320}

      - name: ProductSearch
        share: 9
        document: "query ProductSearch($text:String!$n:Int!){search(first:$n text:$text){facets{count name}hits{id price{amount}title}}}"
        complexity: [80, 140]
        depth: 4
        items: {min: 0, max: 40, median: 14, sigma: 0.8}
        latency: {median_ms: 35, sigma: 0.6, tail: {share: 0.01, alpha: 1.3, from_ms: 400, to_ms: 6000}}
        statements:
          - field: Query.search
            text: select id, title, price from product where to_tsvector(title || body) @@ plainto_tsquery(?) limit ?
            time_ms: 24
            sigma: 0.6
          - {field: Search.facets, text: "select category_id, count(*) from product where id in (?+) group by category_id", time_ms: 3}
        fields:
          - {field: Query.search, list: true, time_ms: 1}
          - {field: Search.facets, each: 5, time_ms: 0.4}
        memory: {median_kb: 1300}
        request_bytes: [300, 360]
        response_bytes: {median: 1500, per_item: 240}

      - name: RelatedProducts
        share: 8
        document: "query RelatedProducts($id:ID!$n:Int!){product(id:$id){id related(first:$n){id price{amount}title}}}"
        complexity: [30, 50]
        depth: 4
        items: {min: 4, max: 12}
        latency: {median_ms: 12, sigma: 0.35}
        statements:
          - {field: Query.product, text: "select id, title, price, currency from product where id = ?", time_ms: 1.1}
          - {field: Product.related, text: "select id, title, price from product where id in (select other_id from related where product_id = ?) limit ?", time_ms: 6}
        fields:
          - {field: Query.product, time_ms: 0.3}
          - {field: Product.related, list: true, time_ms: 0.8}
        memory: {median_kb: 500}
        request_bytes: [260, 280]
        response_bytes: {median: 400, per_item: 190}

      - name: OrderHistory
        share: 6
        document: "query OrderHistory($after:ID$n:Int!){orders(after:$after first:$n){id payment{captured method}placed status total}}"
        complexity: [40, 170]
        depth: 3
        items: {min: 1, max: 40, median: 12, sigma: 0.7}
        latency: {median_ms: 10, sigma: 0.4}
        statements:
          - {field: Query.orders, text: "select id, placed, status, total from orders where customer_id = ? and id > ? order by id limit ?", time_ms: 3.5}
          - field: Order.payment
            text: select order_id, method, captured from payment where order_id in (?+)
            single_text: select order_id, method, captured from payment where order_id = ?
            time_ms: 1.6
        fields:
          - {field: Query.orders, list: true, time_ms: 0.5}
          - {field: Order.payment, per: item, time_ms: 0.05}
        memory: {median_kb: 450}
        request_bytes: [290, 330]
        response_bytes: {median: 300, per_item: 180}

      - name: CategoryTree
        share: 7
        document: "query CategoryTree{categories{children{children{id name}id name}id name}}"
        complexity: 120
        depth: 5
        latency: {median_ms: 6, sigma: 0.3}
        caches:
          - {name: category, hit_rate: 0.99}
        statements:
          - {field: Query.categories, text: "select id, name, parent_id from category order by parent_id, rank", time_ms: 9, behind: category}
        fields:
          - {field: Query.categories, each: 9, time_ms: 0.9}
        memory: {median_kb: 260}
        request_bytes: 190
        response_bytes: {median: 5200, sigma: 0.1}

      - name: CustomerReviews
        share: 4
        document: "query CustomerReviews($id:ID!$n:Int!){product(id:$id){id reviews(first:$n){author{name}body rating}}}"
        complexity: [50, 90]
        depth: 4
        items: {min: 3, max: 20}
        latency: {median_ms: 13, sigma: 0.4}
        statements:
          - {field: Product.reviews, text: "select id, author_id, rating, body from review where product_id = ? order by id desc limit ?", time_ms: 2.8}
          - {field: Review.author, text: "select id, name from customer where id in (?+)", time_ms: 1.5}
        fields:
          - {field: Product.reviews, list: true, time_ms: 0.5}
          - {field: Review.author, per: item, time_ms: 0.04}
        memory: {median_kb: 380}
        request_bytes: [240, 260]
        response_bytes: {median: 300, per_item: 410}

      - name: StockLevels
        share: 3
        document: "query StockLevels($ids:[ID!]!){stock(ids:$ids){quantity warehouse{id}}}"
        complexity: [20, 120]
        depth: 3
        items: {min: 5, max: 60}
        latency: {median_ms: 8, sigma: 0.3}
        # Six statements of one fingerprint for six warehouses, whatever the list: not an N+1.
        statements:
          - {field: Query.stock, text: "select product_id, quantity from stock where warehouse_id = ? and product_id in (?+)", count: 6, time_ms: 1.2}
        fields:
          - {field: Query.stock, list: true, time_ms: 0.4}
        memory: {median_kb: 200}
        request_bytes: [260, 900]
        response_bytes: {median: 200, per_item: 60}

      - name: Recommendations
        share: 4
        document: "query Recommendations($n:Int!){recommended(first:$n){id price{amount}reason title}}"
        complexity: [30, 60]
        depth: 3
        items: {min: 4, max: 12}
        latency: {median_ms: 210, sigma: 0.55, tail: {share: 0.02, alpha: 1.2, from_ms: 700, to_ms: 9000}}
        statements:
          - {field: Query.recommended, text: "select id, title, price from product where id in (?+)", time_ms: 2}
        fields:
          - {field: Query.recommended, list: true, time_ms: 190}
        memory: {median_kb: 2200}
        request_bytes: 230
        response_bytes: {median: 300, per_item: 230}
        refusals: {timeout_ms: 3000}

      - name: CartContents
        share: 9
        document: "query CartContents{cart{items{product{id price{amount}title}quantity}total}}"
        complexity: [20, 80]
        depth: 5
        items: {min: 0, max: 15, median: 3, sigma: 0.7}
        latency: {median_ms: 7, sigma: 0.35}
        statements:
          - {field: Query.cart, text: "select product_id, quantity from cart_item where cart_id = ?", time_ms: 0.9}
          - {field: CartItem.product, text: "select id, title, price from product where id in (?+)", time_ms: 1.2}
        fields:
          - {field: Query.cart, list: true, time_ms: 0.2}
          - {field: CartItem.product, per: item, time_ms: 0.03}
        memory: {median_kb: 150}
        request_bytes: 210
        response_bytes: {median: 250, per_item: 190}

      - name: AddToCart
        kind: mutation
        share: 6
        document: "mutation AddToCart($product:ID!$quantity:Int!){addToCart(product:$product quantity:$quantity){cart{total}}}"
        complexity: 12
        depth: 3
        latency: {median_ms: 9, sigma: 0.4}
        statements:
          - {field: Mutation.addToCart, text: "select quantity from stock where product_id = ? for update", time_ms: 1.3}
          - {field: Mutation.addToCart, text: "insert into cart_item(cart_id, product_id, quantity) values(?+)", time_ms: 1.1}
        fields:
          - {field: Mutation.addToCart, time_ms: 0.6}
        memory: {median_kb: 90}
        request_bytes: [270, 300]
        response_bytes: {median: 120}
        errors: {rate: 0.012, codes: {OUT_OF_STOCK: 0.8, BAD_USER_INPUT: 0.2}}

      - name: PlaceOrder
        kind: mutation
        share: 2
        document: "mutation PlaceOrder($cart:ID!$payment:PaymentInput!){placeOrder(cart:$cart payment:$payment){order{id status}}}"
        complexity: 25
        depth: 3
        items: {min: 1, max: 12, median: 3, sigma: 0.6}
        latency: {median_ms: 85, sigma: 0.5, second: {share: 0.08, median_ms: 700, sigma: 0.4}}
        statements:
          - {field: Mutation.placeOrder, text: "insert into orders(customer_id, placed, status) values(?+)", time_ms: 1.8}
          - {field: Mutation.placeOrder, text: "insert into order_item(order_id, product_id, quantity, price) values (?+)", time_ms: 2.4}
          - {field: Mutation.placeOrder, text: "update stock set quantity = quantity - ? where product_id = ?", count: 2, time_ms: 1.5}
          - {field: Mutation.placeOrder, text: commit, time_ms: 4, sigma: 0.7}
        fields:
          - {field: Mutation.placeOrder, time_ms: 80}
        memory: {median_kb: 340}
        request_bytes: [420, 700]
        response_bytes: {median: 140}
        errors: {rate: 0.035, codes: {PAYMENT_DECLINED: 0.7, OUT_OF_STOCK: 0.2, INTERNAL_SERVER_ERROR: 0.1}}
        invalidates: {cache: product, keys: [1, 12]}

      - name: UpdateProduct
        kind: mutation
        share: 0.6
        document: "mutation UpdateProduct($id:ID!$input:ProductInput!){updateProduct(id:$id input:$input){product{id}}}"
        complexity: 14
        depth: 3
        latency: {median_ms: 14, sigma: 0.4}
        statements:
          - {field: Mutation.updateProduct, text: "update product set title = ?, price = ? where id = ?", time_ms: 2.2}
        fields:
          - {field: Mutation.updateProduct, time_ms: 0.7}
        memory: {median_kb: 110}
        request_bytes: [380, 900]
        response_bytes: {median: 110}
        errors: {rate: 0.02, codes: {BAD_USER_INPUT: 1}}
        invalidates: {cache: product, level: 1, keys: [1, 4]}

      - name: SalesDashboard
        share: 0.8
        hourly: [0, 0, 0, 0, 0, 0, 1, 6, 10, 8, 4, 3, 2, 3, 4, 3, 4, 5, 1, 0, 0, 0, 0, 0]
        document: "query SalesDashboard($from:Date!$to:Date!){sales(from:$from to:$to){byCategory{name total}byDay{day total}}}"
        complexity: [300, 900]
        depth: 4
        latency: {median_ms: 160, sigma: 0.5}
        statements:
          - {field: Sales.byDay, text: "select date(placed), sum(total) from orders where placed >= ? and placed < ? group by date(placed)", time_ms: 240, sigma: 0.5}
          - {field: Sales.byCategory, text: "select c.name, sum(i.price) from order_item i join product p on p.id = i.product_id join category c on c.id = p.category_id group by c.name", time_ms: 420, sigma: 0.5}
        fields:
          - {field: Sales.byDay, each: 30, time_ms: 2}
          - {field: Sales.byCategory, each: 9, time_ms: 2}
        memory: {median_kb: 5200}
        request_bytes: 300
        response_bytes: {median: 9000}

      - name: DeepCatalog
        share: 0.7
        document: "query DeepCatalog($depth:Int!){categories{products{related{reviews{author{name}}}}}}"
        complexity: [900, 2800]
        depth: 6
        items: {min: 5, max: 40}
        latency: {median_ms: 120, sigma: 0.5}
        statements:
          - {field: Query.categories, text: "select id, name, parent_id from category order by parent_id, rank", time_ms: 9}
          - {field: Category.products, text: "select id, title, price from product where category_id = ?", per: item, time_ms: 2.2}
        fields:
          - {field: Query.categories, list: true, time_ms: 1}
          - {field: Category.products, per: item, each: 10, time_ms: 0.1}
        memory: {median_kb: 6400}
        request_bytes: 410
        response_bytes: {median: 2000, per_item: 3100}
        refusals: {complexity: 0.12, complexity_limit: 3000}

      # Two operations without a name: analyses show them together, as what they are.
      - id: anonymous-health
        share: 3
        document: "{shop{status}}"
        complexity: 1
        depth: 2
        latency: {median_ms: 1.5, sigma: 0.25}
        fields:
          - {field: Query.shop, time_ms: 0.1}
        request_bytes: 60
        response_bytes: {median: 40, sigma: 0.01}

      - id: anonymous-sitemap
        share: 0.4
        document: "{products(first:1000){id updated}}"
        complexity: 2000
        depth: 2
        items: {min: 900, max: 1000}
        latency: {median_ms: 140, sigma: 0.3}
        statements:
          - {field: Query.products, text: "select id, updated from product order by id limit ?", time_ms: 45}
        fields:
          - {field: Query.products, list: true, time_ms: 6}
        memory: {median_kb: 3800}
        request_bytes: 80
        response_bytes: {median: 100, per_item: 48}

      - name: NotificationFeed
        kind: subscription
        share: 1.5
        document: "subscription NotificationFeed{notifications{id kind text}}"
        complexity: 5
        depth: 2
        latency: {median_ms: 4, sigma: 0.5}
        fields:
          - {field: Subscription.notifications, time_ms: 2}
        memory: {median_kb: 40}
        request_bytes: 160
        response_bytes: {median: 220}

    """#
}
