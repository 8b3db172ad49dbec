/// A sentence in which names from outside and raw numbers are kept apart from our own words.
///
/// A renderer escapes the names and scales the numbers; nothing from a log can pass for our text,
/// because only literals become text.
package struct Prose: Sendable, Equatable {
  /// A piece of a sentence.
  package enum Part: Sendable, Equatable {
    /// Our own words.
    case text(String)
    /// A name from a log: operation, field, statement, release.
    case name(String)
    case nanoseconds(Double)
    case bytes(Double)
    case count(Int64)
    case number(Double)
    /// A part of a whole, in 0...1.
    case share(Double)
    /// Microseconds since 1970, UTC.
    case time(Int64)
  }

  package var parts: [Part] = []

  package init() {}

  /// A sentence of pieces.
  package init(_ parts: [Part]) { self.parts = parts }

  package var isEmpty: Bool { parts.isEmpty }

  /// Two sentences after each other.
  @inline(never)
  package static func + (left: Prose, right: Prose) -> Prose { Prose(left.parts + right.parts) }

  /// Sentences after each other, with words between them.
  @inline(never)
  package static func joined(_ sentences: [Prose], separator: String) -> Prose {
    var joined = Prose()
    for (index, sentence) in sentences.enumerated() {
      if index > 0 { joined.parts.append(.text(separator)) }
      joined.parts += sentence.parts
    }
    return joined
  }
}

extension Prose: ExpressibleByStringInterpolation {
  @inline(never)
  package init(stringLiteral text: String) { parts = text.isEmpty ? [] : [.text(text)] }

  @inline(never)
  package init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

  /// Collects a literal's pieces; a plain string cannot be put in without saying what it is.
  ///
  /// Nothing of it is inlined: rules hold hundreds of sentences, and the optimiser took minutes.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    @inline(never)
    package init(literalCapacity: Int, interpolationCount: Int) {}

    @inline(never)
    package mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { parts.append(.text(text)) }
    }

    @inline(never)
    package mutating func appendInterpolation(name: String) { parts.append(.name(name)) }

    @inline(never)
    package mutating func appendInterpolation(nanoseconds: Double) {
      parts.append(.nanoseconds(nanoseconds))
    }

    @inline(never)
    package mutating func appendInterpolation(bytes: Double) { parts.append(.bytes(bytes)) }

    @inline(never)
    package mutating func appendInterpolation(count: Int64) { parts.append(.count(count)) }

    @inline(never)
    package mutating func appendInterpolation(count: Int) { parts.append(.count(Int64(count))) }

    @inline(never)
    package mutating func appendInterpolation(number: Double) { parts.append(.number(number)) }

    @inline(never)
    package mutating func appendInterpolation(share: Double) { parts.append(.share(share)) }

    @inline(never)
    package mutating func appendInterpolation(time: Int64) { parts.append(.time(time)) }

    @inline(never)
    package mutating func appendInterpolation(_ prose: Prose) { parts += prose.parts }
  }
}
