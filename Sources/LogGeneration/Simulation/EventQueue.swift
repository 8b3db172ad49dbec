/// Something that will happen at a time.
struct Event {
  enum Kind {
    /// A request ends.
    case end
    /// A process is sampled.
    case sample
    /// A writer restarts with another release.
    case release
  }

  var timeMicroseconds: Int64
  var kind: Kind
  /// The writer's life of a request, else the slot.
  var place: Int32
  /// The operation of a request, -1 in the flood; the release of a restart.
  var subject: Int32
  /// Of a request: when it started.
  var startMicroseconds: Int64 = 0
  /// Of a request: what all its numbers are drawn from.
  var seed: UInt64 = 0
  /// The order in which events were added decides between equal times.
  fileprivate(set) var order: UInt64 = 0

  init(timeMicroseconds: Int64, kind: Kind, place: Int, subject: Int) {
    self.timeMicroseconds = timeMicroseconds
    self.kind = kind
    self.place = Int32(place)
    self.subject = Int32(subject)
  }

  fileprivate func precedes(_ other: Event) -> Bool {
    timeMicroseconds != other.timeMicroseconds
      ? timeMicroseconds < other.timeMicroseconds : order < other.order
  }
}

/// The events to come, the earliest first: a binary heap.
struct EventQueue {
  private var heap: [Event] = []
  private var added: UInt64 = 0

  /// The time of the next event.
  var nextTime: Int64? { heap.first?.timeMicroseconds }

  mutating func add(_ event: Event) {
    var event = event
    event.order = added
    added += 1
    heap.append(event)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard event.precedes(heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = event
  }

  mutating func pop() -> Event? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(last) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = last
    return first
  }
}
