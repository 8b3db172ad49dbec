/// Whole lines of one input, with their place in it.
struct LineBlock: Sendable {
  /// A line that is over the limit: only its place and its first bytes are known.
  struct LongLine: Sendable {
    var offset: Int64
    var excerpt: [UInt8]
  }

  var buffer = BlockBuffer(capacity: 0)
  /// The bytes of the lines; each ends in a newline, which behind the last one may be ours.
  var text = 0..<0
  /// The stretch's offset of the first byte.
  var offset: Int64 = 0
  /// Whether its stretch is the first of the input, whose text may begin with a byte-order mark.
  var isOfFirstStretch = true
  /// The block's number in its stretch, from 0.
  var index = 0
  /// Lines over the limit that stand before the first line of ``text``.
  var longLines: [LongLine] = []
  /// Whether the last line has no newline: it was cut off with its file, unless it is complete.
  var endsCut = false
}
