internal import GraphQLInstrumentation
internal import HTTPTypes

/// What the middleware asks of a request's headers.
struct RequestHeaders: Sendable {
  /// The type of the body.
  var contentType: String?
  /// The size of the body, as the client says.
  var contentLength: Int?
  /// The caller's trace.
  var traceParent: String?
  /// The app that sent the request.
  var clientName: String?
  /// The version of that app.
  var clientVersion: String?
}

/// Finds a few headers in one pass over all.
///
/// `HTTPFields` is a list, and asking it for one header after the other took a quarter of all the time
/// that the middleware needs.
struct HeaderSearch: Sendable {
  private enum Use: Sendable {
    case contentType, contentLength, traceParent, clientName, clientVersion
  }

  private struct Wanted: Sendable {
    var name: String
    var use: Use
    /// Of several headers for one use, the one with the least rank counts.
    var rank: Int
  }

  private var wanted: [Wanted] = []
  /// The sizes of the names that are wanted, a bit each; most other headers have another size.
  private var wantedSizes: UInt64 = 0

  /// - Parameters:
  ///   - clientNames: Headers that name the app, the first that is there counts.
  ///   - clientVersions: Headers with the app's version, the first that is there counts.
  init(clientNames: [HTTPField.Name], clientVersions: [HTTPField.Name]) {
    add([.contentType], .contentType)
    add([.contentLength], .contentLength)
    add([HeaderName.traceParent].compactMap(\.self), .traceParent)
    add(clientNames, .clientName)
    add(clientVersions, .clientVersion)
  }

  private mutating func add(_ names: [HTTPField.Name], _ use: Use) {
    for (rank, name) in names.enumerated() {
      wanted.append(Wanted(name: name.canonicalName, use: use, rank: rank))
      wantedSizes |= Self.bit(of: name.canonicalName)
    }
  }

  /// A bit that stands for the size of a name.
  private static func bit(of name: String) -> UInt64 { 1 << UInt64(min(name.utf8.count, 63)) }

  /// - Complexity: O(*n m*), *n* being the headers and *m* those that are wanted.
  func headers(_ fields: HTTPFields) -> RequestHeaders {
    var found = RequestHeaders()
    var (nameRank, versionRank) = (Int.max, Int.max)
    for field in fields {
      let name = field.name.canonicalName
      guard wantedSizes & Self.bit(of: name) != 0 else { continue }
      for wanted in wanted where wanted.name.utf8.count == name.utf8.count && wanted.name == name {
        switch wanted.use {
        case .contentType: found.contentType = Self.joined(found.contentType, field.value)
        case .contentLength: found.contentLength = Int(field.value)
        case .traceParent: found.traceParent = Self.joined(found.traceParent, field.value)
        case .clientName where wanted.rank < nameRank:
          (found.clientName, nameRank) = (field.value, wanted.rank)
        case .clientVersion where wanted.rank < versionRank:
          (found.clientVersion, versionRank) = (field.value, wanted.rank)
        case .clientName, .clientVersion: break
        }
      }
    }
    return found
  }

  /// Two headers of one name mean the same as one with both values.
  private static func joined(_ first: String?, _ second: String) -> String {
    first.map { $0 + ", " + second } ?? second
  }
}

extension RequestInfo {
  /// What the headers say of a request whose body has so many bytes; `nil` when that is not known.
  init(_ headers: RequestHeaders, bytes: Int?) {
    self.init(
      clientName: headers.clientName,
      clientVersion: headers.clientVersion,
      traceParent: headers.traceParent,
      requestBytes: bytes
    )
  }
}
