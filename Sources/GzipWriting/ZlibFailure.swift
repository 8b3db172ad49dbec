/// A code of zlib's that means failure.
package struct ZlibFailure: Error {
  package var code: Int
}
