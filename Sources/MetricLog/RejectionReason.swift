/// Why a line was not accepted.
///
/// Raw values are stored in digests: append, never renumber.
package enum RejectionReason: UInt8, CaseIterable, Sendable {
  case invalidJSON, invalidUTF8, notAnObject, nestedTooDeep, lineTooLong, cutLine, nulBytes
  case notANumber, duplicateKey, missingField, wrongType, numberOutOfRange, negativeNumber
  case invalidTime, invalidValue, unsupportedVersion

  /// The stable name used in reports.
  package var name: String {
    switch self {
    case .invalidJSON: "invalid_json"
    case .invalidUTF8: "invalid_utf8"
    case .notAnObject: "not_an_object"
    case .nestedTooDeep: "nested_too_deep"
    case .lineTooLong: "line_too_long"
    case .cutLine: "cut_line"
    case .nulBytes: "nul_bytes"
    case .notANumber: "not_a_number"
    case .duplicateKey: "duplicate_key"
    case .missingField: "missing_field"
    case .wrongType: "wrong_type"
    case .numberOutOfRange: "number_out_of_range"
    case .negativeNumber: "negative_number"
    case .invalidTime: "invalid_time"
    case .invalidValue: "invalid_value"
    case .unsupportedVersion: "unsupported_version"
    }
  }

  /// One sentence for people: what is wrong with such a line.
  package var explanation: String {
    switch self {
    case .invalidJSON: "the line is not JSON as RFC 8259 has it"
    case .invalidUTF8: "the line holds bytes that are not UTF-8"
    case .notAnObject: "the line is JSON, but not an object"
    case .nestedTooDeep: "arrays or objects are nested deeper than 64 levels"
    case .lineTooLong: "the line is longer than 1 MiB"
    case .cutLine: "the file ends in the middle of the line"
    case .nulBytes: "the line holds only NUL bytes, as after a crash of the host"
    case .notANumber: "NaN or Infinity stands where JSON allows only numbers"
    case .duplicateKey: "a known field stands twice in one object"
    case .missingField: "a required field is missing"
    case .wrongType: "a field has a value of another type, or a fraction where a count belongs"
    case .numberOutOfRange: "a number is larger than its field can hold"
    case .negativeNumber: "a number is negative that cannot be"
    case .invalidTime: "the time is not RFC 3339, or outside the years 1970 to 2199"
    case .invalidValue: "a field has a value that the format does not know"
    case .unsupportedVersion: "the version of the record is not 1"
    }
  }
}
