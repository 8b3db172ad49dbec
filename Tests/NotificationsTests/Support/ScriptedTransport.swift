import Foundation
import Notifications
import Synchronization

/// A web service that answers as it is told and remembers what it was sent.
final class ScriptedTransport: WebTransport {
  private let state: Mutex<(answers: [WebAnswer], requests: [WebRequest])>

  /// Answers in order, the last one for ever.
  init(_ answers: [WebAnswer] = [.status(200, retryAfterSeconds: nil, body: [])]) {
    state = Mutex((answers, []))
  }

  var requests: [WebRequest] { state.withLock { $0.requests } }

  func send(_ request: WebRequest) async -> WebAnswer {
    state.withLock { state in
      state.requests.append(request)
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }
  }
}

extension WebAnswer {
  static func status(_ status: Int, after seconds: Double? = nil) -> WebAnswer {
    .status(status, retryAfterSeconds: seconds, body: [])
  }
}

/// A clock that stands until somebody sleeps.
final class StandingClock: Sendable {
  private let state: Mutex<(now: Int64, slept: [Double])>

  init(_ now: Int64) { state = Mutex((now, [])) }

  /// Every wait so far, in seconds.
  var slept: [Double] { state.withLock { $0.slept } }

  func advance(seconds: Double) { state.withLock { $0.now += Int64(seconds * 1e6) } }

  var now: Int64 { state.withLock { $0.now } }

  var clock: DeliveryClock {
    DeliveryClock(
      now: { self.now },
      sleep: { seconds in
        self.state.withLock { state in
          state.slept.append(seconds)
          state.now += Int64(seconds * 1e6)
        }
      }
    )
  }
}
