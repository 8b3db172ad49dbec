import LogGeneration

/// Small scenarios that tests share.
enum Scenarios {
  /// Two services, two releases, and something of everything.
  static let everything = """
    name: everything
    seed: 7
    start: "2026-11-21T22:00:00Z"
    hours: 5.5
    requests: 1500
    resolution_ns: 1
    sources:
      - {service: shop, env: production, hosts: [a, b], writers_per_host: 2, share: 3}
      - {service: stock, env: staging, hosts: [c]}
    clients:
      - {name: "i\\"os", share: 2, versions: {8.2: 1, 8.1: 2}}
      - {name: curl}
    hourly: [1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,5]
    releases:
      - version: "1.0"
      - version: "1.1"
        at: 2.5
        stagger_seconds: 30
        changes:
          - {operation: List, n_plus_one: Item.parts, latency_factor: 2}
          - {cache_off: items}
          - {operation: Change, error_rate: 0.3, kept_bytes: 1000}
          - {operation: List, field: Query.items, slower_ms: 5}
    process: {every_seconds: 600, pools: {primary: 4, replica: 2}}
    alerts: {slow_ms: 60, critical_ms: 90}
    dropped: 0.01
    operations:
      - name: List
        share: 5
        documents:
          - {text: "query List{items{id parts{id}}}", signature: 00000000000000ff, share: 3}
          - {text: "query List{items{id}}"}
        complexity: [3, 9]
        depth: 2
        items: {min: 1, max: 9}
        latency: {median_ms: 20, second: {share: 0.2, median_ms: 50}, tail: {share: 0.05, from_ms: 80}}
        caches:
          - {name: items, level: 1, per: item, hit_rate: 0.5}
          - {name: items, level: 2, hit_rate: 0.5}
        statements:
          - {field: Query.items, text: "select * from item where id in (?)", time_ms: 1, behind: items}
          - {field: Item.parts, text: "select * from part where item in (?)", single_text: "select * from part where item = ?", time_ms: 0.5}
        fields:
          - {field: Query.items, list: true}
          - {field: Item.parts, per: item, each: 2}
        memory: {median_kb: 30}
        request_bytes: 100
        response_bytes: {median: 300, per_item: 20}
        refusals: {complexity: 0.05, complexity_limit: 10, depth: 0.05, depth_limit: 3, timeout_ms: 100}
      - name: Change
        kind: mutation
        service: shop
        per_hour: 40
        document: "mutation Change{change}"
        latency: {median_ms: 5}
        statements:
          - {field: Mutation.change, text: "update item", time_ms: 1, count: 3, distinct: 1}
        errors: {rate: 0.1, codes: {A: 1, B: 2}, status: 500}
        invalidates: {cache: items, keys: [0, 3]}
      - id: first-nameless
        document: "{a}"
        latency: {median_ms: 1}
      - id: second-nameless
        document: "{b}"
        latency: {median_ms: 2}
      - name: Made<n>
        template: {count: 12, skew: 1, spread: 0.5}
        document: "{made<n>}"
        latency: {median_ms: 2}

    """

  /// One operation and nothing else, with lines added at the end.
  static func small(_ more: String = "") -> String {
    """
    start: "2026-11-21T22:00:00Z"
    hours: 2
    requests: 300
    sources: [{service: shop, hosts: [a]}]
    releases: [{version: "1"}]
    operations:
      - {name: Ping, document: "query Ping{ping}", latency: {median_ms: 3}}
    \(more)
    """
  }

  static func parse(_ text: String) throws -> Scenario {
    try Scenario.parse(text, path: "test.yaml")
  }
}
