internal import Analysis
internal import Foundation
internal import SQLiteFiles

/// A digest as a history keeps it: deflated, in days that were recorded before that as it is.
enum StoredDigest {
  /// What is stored of an encoded digest.
  static func blob(_ encoded: [UInt8]) -> Data { Data(DeflatedBytes.deflated(encoded)) }

  /// The encoded digest that was stored.
  ///
  /// What cannot be inflated is given as it is: no digest begins so, which whoever reads it will say.
  static func encoded(_ blob: Data) -> [UInt8] {
    let stored = Array(blob)
    return DeflatedBytes.inflated(stored) ?? stored
  }
}
