internal import Foundation

extension DeliveryClock {
  /// The clock of the machine.
  package static let system = DeliveryClock(
    now: { Int64(Date().timeIntervalSince1970 * 1e6) },
    sleep: { seconds in try? await Task.sleep(for: .seconds(seconds)) }
  )
}
