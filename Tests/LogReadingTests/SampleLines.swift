import TestSupport

/// Good lines of every type, made of members that may stand in any order.
enum SampleLines {
  /// The members of a record of each type, the common ones first.
  static func members(_ seq: Int) -> [[String]] {
    let common = [
      #""v":1"#, #""time":"2026-03-14T02:41:07.318224Z""#, #""service":"tickets""#,
      #""env":"production""#, #""host":"api-2""#, #""release":"7.3.1""#, #""writer":"p4w7zc""#,
      #""seq":\#(seq)"#,
    ]
    return own.map { common + $0 }
  }

  /// One good line; different numbers give different lines of all types.
  static func line(_ seq: Int) -> String {
    let members = members(seq)[seq % own.count]
    return "{" + members.joined(separator: ",") + "}"
  }

  /// So many good lines, each with its newline.
  static func text(_ count: Int, from first: Int = 1) -> [UInt8] {
    (first..<first + count).flatMap { Array(line($0).utf8) + [0x0A] }
  }

  private static let own: [[String]] = [
    [
      #""type":"request""#, #""duration_ms":48.217"#, #""status":200"#, #""errors":1"#,
      #""trace_id":"c0ffee00a1b2c3d4e5f6071829304a5b""#,
      #""client":{"name":"kiosk","version":"2.9.0"}"#,
      #""operation":{"name":"SeatMap","kind":"query","signature":"5be1","complexity":9,"depth":4}"#,
      #""error_codes":["TIMEOUT","Ünïcode"]"#, #""refused":"timeout""#, #""weight":10"#,
      #""db":{"count":2,"time_ms":31.9,"wait_ms":1.25,"statements":"#
        + #"[{"fingerprint":"e81d","field":"Block.seats","count":12,"time_ms":27.4,"distinct":3},"#
        + #"{"fingerprint":"03ab","count":2}]}"#,
      #""cache":[{"name":"prices","level":1,"hits":40,"misses":2,"writes":2,"evictions":1}]"#,
      #""memory":{"delta_bytes":-12288,"resident_bytes":88604672}"#,
      #""request_bytes":644"#, #""response_bytes":19877"#,
      #""fields":[{"field":"Query.venue","calls":1,"time_ms":4.9,"items":7}]"#,
    ],
    [#""type":"request""#, #""duration_ms":3"#],
    [
      #""type":"operation""#, #""signature":"5be1c07d92f4a386""#, #""name":"SeatMap""#,
      #""kind":"query""#, #""document":"query SeatMap($v:ID!){venue(id:$v){name}}""#,
    ],
    [
      #""type":"statement""#, #""fingerprint":"e81d44a0c95b7f23""#, #""system":"postgresql""#,
      #""text":"select \"row\" from seat where block_id = ?""#,
    ],
    [
      #""type":"process""#, #""resident_bytes":88616960"#, #""cpu_percent":137.5"#,
      #""in_flight":9"#,
      #""pools":[{"name":"primary","size":8,"in_use":7,"waiting":3,"errors":1}]"#,
    ],
    [
      #""type":"cache""#, #""name":"prices""#, #""level":1"#, #""event":"invalidate""#,
      #""keys":6"#, #""reason":"PriceChanged""#,
    ],
    [#""type":"deploy""#, #""note":"canary""#],
    [
      #""type":"alert""#, #""rule":"slow_request""#, #""severity":"medium""#,
      #""value":2000.4"#, #""threshold":1500.5"#, #""unit":"ms""#, #""operation":"Checkout""#,
      #""name":"prices""#, #""level":2"#, #""trace_id":"0badf00d0badf00d0badf00d0badf00d""#,
    ],
    [#""type":"writer""#, #""event":"open""#, #""dropped":5"#],
    [#""type":"hamster""#, #""wheel":{"turns":5}"#],
  ]
}
