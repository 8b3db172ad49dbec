internal import Foundation

/// Where a secret is found: in the environment or in a file, never in a configuration itself.
package enum SecretSource: Sendable, Equatable {
  /// The environment variable of this name.
  case environment(String)
  /// The first line of this file.
  case file(String)

  /// A longer file is not a secret but a mistake.
  private static let fileLimit = 16_384

  /// Reads the secret.
  ///
  /// - Parameter environment: The variables of the process.
  /// - Returns: The text, which describes itself as a secret and no more.
  /// - Throws: ``NotificationError/noSecret(where:reason:)``.
  package func read(_ environment: [String: String]) throws(NotificationError) -> Secret {
    switch self {
    case .environment(let name):
      guard let text = environment[name], !text.isEmpty else {
        throw .noSecret(where: "environment variable \(name)", reason: "it is not set, or empty")
      }
      return try Secret(text, from: "environment variable \(name)")
    case .file(let path): return try Secret(Self.firstLine(path), from: path)
    }
  }

  private static func firstLine(_ path: String) throws(NotificationError) -> String {
    let bytes: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      bytes = try file.read(upToCount: fileLimit + 1) ?? Data()
      try file.close()
    } catch {
      throw .noSecret(where: path, reason: "the file cannot be read")
    }
    guard bytes.count <= fileLimit else {
      throw .noSecret(where: path, reason: "the file is larger than \(fileLimit) bytes")
    }
    let line = bytes.prefix { $0 != 0x0a && $0 != 0x0d }
    guard let text = String(bytes: line, encoding: .utf8), !text.isEmpty else {
      throw .noSecret(where: path, reason: "the first line is empty or no UTF-8")
    }
    return text
  }
}

/// A text that must appear in no report, log or error: describing it says only that it is one.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  /// The text itself, for the one place that sends it.
  let revealed: String

  /// - Throws: ``NotificationError/noSecret(where:reason:)`` for text that would break a header.
  init(_ text: String, from place: String) throws(NotificationError) {
    let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7f }
    guard isPlain else {
      throw .noSecret(where: place, reason: "it has spaces, controls or characters beyond ASCII")
    }
    revealed = text
  }

  package var description: String { "(secret)" }

  package var customMirror: Mirror { Mirror(self, children: []) }
}
