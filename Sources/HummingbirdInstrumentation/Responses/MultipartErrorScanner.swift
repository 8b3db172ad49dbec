/// Counts the errors of a GraphQL response that comes in parts (`multipart/mixed`), as incremental delivery
/// and subscriptions over HTTP send it.
///
/// It takes the text in pieces of any size. Each part is JSON of its own: the first a response, the
/// others payloads, whose errors stand in the same place or in entries of `incremental`, `completed` and
/// `payload`. What precedes the first part and what follows the last is left out, and so are the parts'
/// headers. JSON has no line breaks within strings, so that a line that begins with the boundary ends a part.
package struct MultipartErrorScanner {
  private enum Place {
    case outside, headers, content, end
  }

  /// What a line after a part begins with.
  private let delimiter: [UInt8]
  private var place = Place.outside
  /// The beginning of the present line, as much as decides what it is.
  private var line: [UInt8] = []
  private var lineBytes = 0
  private var content = ResponseErrorScanner(isPart: true)

  /// The errors of each code; `nil` stands for those without one.
  package var errors: [String?: Int] { content.errors }

  /// - Parameter boundary: The parameter of the response's type.
  package init(boundary: String) {
    delimiter = Array("--\(boundary)".utf8)
  }

  /// Takes the next piece.
  package mutating func scan(_ piece: some Sequence<UInt8>) {
    for byte in piece where place != .end {
      if place == .content { content.scan(CollectionOfOne(byte)) }
      if byte == UInt8(ascii: "\n") {
        endLine()
      } else {
        lineBytes += 1
        if line.count < delimiter.count + 2 { line.append(byte) }
      }
    }
  }

  private mutating func endLine() {
    defer {
      line.removeAll(keepingCapacity: true)
      lineBytes = 0
    }
    guard !line.starts(with: delimiter) else { return endPart(line.dropFirst(delimiter.count)) }
    let isEmpty = lineBytes == 0 || lineBytes == 1 && line == [UInt8(ascii: "\r")]
    if place == .headers, isEmpty { place = .content }
  }

  /// A delimiter was read, and `rest` is what comes after it in its line.
  private mutating func endPart(_ rest: ArraySlice<UInt8>) {
    if rest.elementsEqual("--".utf8) {
      place = .end
    } else if rest.allSatisfy({ [UInt8(ascii: " "), UInt8(ascii: "\t"), 13].contains($0) }) {
      place = .headers
      content.beginPart()
    }
  }
}
