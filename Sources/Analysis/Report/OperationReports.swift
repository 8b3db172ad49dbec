/// The listed operations of a report: a collection whose elements may be computed when asked for.
///
/// Ten thousand operations with their hours take ten times the memory of the digest that they come
/// from, so a long list is not held: each element is the same whenever it is asked for.
package struct OperationReports: Sendable {
  private var stored: [OperationReport] = []
  private var computed: (count: Int, element: @Sendable (Int) -> OperationReport)?

  /// Holds the elements.
  package init(_ elements: some Sequence<OperationReport>) { stored = Array(elements) }

  /// Computes the elements: so many, and how.
  init(count: Int, _ element: @escaping @Sendable (Int) -> OperationReport) {
    computed = (count, element)
  }
}

extension OperationReports: RandomAccessCollection, MutableCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { computed?.count ?? stored.count }

  package subscript(index: Int) -> OperationReport {
    get {
      guard let computed else { return stored[index] }
      precondition(indices.contains(index), "an operation beyond the list")
      return computed.element(index)
    }
    set {
      if computed != nil { self = OperationReports(Array(self)) }
      stored[index] = newValue
    }
  }
}

extension OperationReports: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: OperationReport...) { self.init(elements) }
}
