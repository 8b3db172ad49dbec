import Analysis

/// Writes sentences of findings: names escaped, numbers scaled.
struct ProseText: Sendable {
  private let quantity: Quantity
  private let name: @Sendable (String) -> String
  private let clock: ClockText

  /// For a terminal.
  init(_ options: TextOptions) {
    quantity = options.prose
    name = { options.text($0) }
    clock = options.clock
  }

  /// For a format that escapes by itself, such as JSON.
  init() {
    quantity = Quantity(space: " ", unicode: true)
    name = { $0 }
    clock = .utc
  }

  /// For a format that escapes names in its own way.
  init(quantity: Quantity, clock: ClockText, name: @escaping @Sendable (String) -> String) {
    (self.quantity, self.clock, self.name) = (quantity, clock, name)
  }

  func callAsFunction(_ prose: Prose) -> String { prose.parts.map { self($0) }.joined() }

  /// One piece of a sentence.
  func callAsFunction(_ part: Prose.Part) -> String {
    switch part {
    case .text(let text): text
    case .name(let name): self.name(name)
    case .nanoseconds(let nanoseconds): quantity.duration(nanoseconds)
    case .bytes(let bytes): quantity.bytes(bytes)
    case .count(let count): Quantity.count(count)
    case .number(let number): Quantity.number(number)
    case .share(let share): Quantity.percent(share)
    case .time(let time): clock.dateTime(time)
    }
  }
}
