internal import MetricLog

extension FieldName {
  /// The field's place in the enumeration.
  @inline(__always)
  var place: UInt8 {
    // SAFETY: an enumeration without payloads is stored as the number of its case, in one byte when
    // there are up to 256; a test compares it with `rawValue` for every case. The raw value itself is
    // a call into another module, several times a member in the scanner's inner loop.
    unsafe unsafeBitCast(self, to: UInt8.self)
  }

  /// The field as one bit of a word.
  ///
  /// Names of nested objects come round to the bits of the first names of records, which no nested
  /// object has.
  @inline(__always)
  var bit: UInt64 { 1 &<< UInt64(place) }

  /// Whether the bit stands for a name of nested objects, too, beside this name of records.
  @inline(__always)
  var sharesItsBit: Bool { Int(place) + UInt64.bitWidth <= Int(FieldName.waiting.place) }

  /// Whether no record, but only an object inside one, has this name.
  @inline(__always)
  var isNestedOnly: Bool { place >= FieldName.version.place }
}
