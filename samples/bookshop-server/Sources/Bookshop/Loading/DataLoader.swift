import Synchronization

/// Gathers the keys that are asked for within a moment, and loads their values together.
final class DataLoader<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private typealias Waiting = CheckedContinuation<Value?, any Error>

  private let waiting = Mutex<[Key: [Waiting]]>([:])
  private let window: Duration
  private let load: @Sendable ([Key]) async throws -> [Key: Value]

  /// - Parameters:
  ///   - window: How long keys are gathered.
  ///   - load: Finds the values of some keys.
  init(
    window: Duration = .microseconds(500),
    load: @escaping @Sendable ([Key]) async throws -> [Key: Value]
  ) {
    self.window = window
    self.load = load
  }

  /// The value of a key; `nil` when there is none.
  func value(for key: Key) async throws -> Value? {
    try await withCheckedThrowingContinuation { continuation in
      let isFirst = waiting.withLock { waiting in
        defer { waiting[key, default: []].append(continuation) }
        return waiting.isEmpty
      }
      // The task takes the request along, and the field that asked first.
      if isFirst { Task { await loadWaiting() } }
    }
  }

  private func loadWaiting() async {
    try? await Task.sleep(for: window)
    let batch = waiting.withLock { waiting in
      defer { waiting = [:] }
      return waiting
    }
    do {
      let values = try await load(Array(batch.keys))
      for (key, continuations) in batch {
        for continuation in continuations { continuation.resume(returning: values[key]) }
      }
    } catch {
      for continuation in batch.values.joined() { continuation.resume(throwing: error) }
    }
  }
}
