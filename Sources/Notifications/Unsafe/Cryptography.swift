internal import CCrypto

/// The two functions of the system's cryptography library that notifications need.
enum Cryptography {
  private static let digestBytes = 32

  /// SHA-256 (FIPS 180-4) of bytes.
  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: digestBytes)
    var count: UInt32 = 0
    // SAFETY: the buffers live through the call, and the digest has the 32 bytes that are written.
    let result = unsafe EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha256(), nil)
    precondition(result == 1 && count == digestBytes, "SHA-256 is part of every libcrypto")
    return digest
  }

  /// HMAC-SHA-256 (RFC 2104) of bytes under a key.
  static func authenticationCode(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: digestBytes)
    var count: UInt32 = 0
    // SAFETY: the buffers live through the call, and the code has the 32 bytes that are written.
    let result = unsafe HMAC(
      EVP_sha256(),
      key,
      Int32(clamping: key.count),
      bytes,
      bytes.count,
      &code,
      &count
    )
    precondition(unsafe result != nil && count == digestBytes, "HMAC is part of every libcrypto")
    return code
  }

  /// Bytes in lower-case hexadecimal digits.
  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
