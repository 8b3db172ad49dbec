/// What the body of a POST request holds.
enum GraphQLBody {
  /// One operation.
  case operation(GraphQLParameters)
  /// Several operations; where each stands in the body.
  case batch([Range<Int>])
  /// No operation that could be made out: the server will say what is wrong.
  case unreadable

  /// Reads a body that is JSON.
  init(json bytes: [UInt8]) {
    var reader = JSONReader(bytes)
    do throws(JSONReader.Fault) {
      guard reader.peek() == UInt8(ascii: "[") else {
        self = .operation(try GraphQLParameters(&reader))
        return
      }
      var places: [Range<Int>] = []
      try reader.array { reader throws(JSONReader.Fault) in
        _ = reader.peek()
        let start = reader.position
        try reader.skipValue()
        places.append(start..<reader.position)
      }
      self = places.isEmpty ? .unreadable : .batch(places)
    } catch {
      self = .unreadable
    }
  }
}
