/// What a selection set costs, for one object that it is applied to.
struct SelectionCost {
  /// A field that has its parent's size if the parent is a connection.
  struct SizedField {
    var name: String
    /// As a field of its own.
    var plainWeight: UInt64 = 0
    var plainCalls: UInt64 = 0
    /// For each item of the parent's size.
    var itemWeight: UInt64 = 0
    var itemCalls: UInt64 = 0
    /// However many items there are.
    var onceCalls: UInt64 = 0
  }

  var weight: UInt64 = 0
  var calls: UInt64 = 0
  var depth = 0
  /// Fields directly in the set, those of its fragments included.
  var width: UInt64 = 0
  var fields: UInt64 = 0
  var aliases: UInt64 = 0
  /// Kept apart, because what they cost depends on the field that the set belongs to.
  var sized: [SizedField] = []

  /// Adds the cost of another set that applies to the same object.
  mutating func add(_ other: SelectionCost) {
    mergeCost(other) { $0.saturatingAdd($1) }
    addCounts(other)
  }

  /// Takes the larger of two costs of which only one will arise; leaves the counts.
  mutating func maximizeCost(_ other: SelectionCost) {
    mergeCost(other) { max($0, $1) }
  }

  /// Adds how many fields another set has, but not what they cost.
  mutating func addCounts(_ other: SelectionCost) {
    width = width.saturatingAdd(other.width)
    fields = fields.saturatingAdd(other.fields)
    aliases = aliases.saturatingAdd(other.aliases)
  }

  private mutating func mergeCost(_ other: SelectionCost, _ joined: (UInt64, UInt64) -> UInt64) {
    weight = joined(weight, other.weight)
    calls = joined(calls, other.calls)
    depth = max(depth, other.depth)
    for field in other.sized {
      guard let index = sized.firstIndex(where: { $0.name == field.name }) else {
        sized.append(field)
        continue
      }
      sized[index].plainWeight = joined(sized[index].plainWeight, field.plainWeight)
      sized[index].plainCalls = joined(sized[index].plainCalls, field.plainCalls)
      sized[index].itemWeight = joined(sized[index].itemWeight, field.itemWeight)
      sized[index].itemCalls = joined(sized[index].itemCalls, field.itemCalls)
      sized[index].onceCalls = joined(sized[index].onceCalls, field.onceCalls)
    }
  }

  /// Settles what the sized fields cost: those named with the size, the others plainly.
  mutating func settle(size: UInt64?, for names: Set<String>) {
    for field in sized {
      if let size, names.contains(field.name) {
        weight = weight.saturatingAdd(field.itemWeight.saturatingMultiply(size))
        calls = calls.saturatingAdd(field.onceCalls)
          .saturatingAdd(field.itemCalls.saturatingMultiply(size))
      } else {
        weight = weight.saturatingAdd(field.plainWeight)
        calls = calls.saturatingAdd(field.plainCalls)
      }
    }
    sized = []
  }
}

extension UInt64 {
  /// The sum, or the largest number if the sum is larger.
  func saturatingAdd(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product, or the largest number if the product is larger.
  func saturatingMultiply(_ other: UInt64) -> UInt64 {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
