package import Analysis

/// Who is told what, and where it is remembered.
package struct NotificationSettings: Sendable, Equatable {
  /// The SQLite file that remembers what was told and holds what could not be sent yet.
  package var statePath: String
  package var channels: [Channel] = []
  /// Notices a channel gets in a day (UTC), at most; the others wait for the next.
  package var dailyCap = 10
  /// The address of the HTML report, to which notices link; `nil` when it has none.
  package var reportLink: String?
  /// The least relative change that a regression is told of, such as 0.2.
  package var leastEffect = 0.0

  package init(statePath: String) { self.statePath = statePath }
}

/// A way to tell people.
package struct Channel: Sendable, Equatable {
  /// What is told, and how.
  package enum Kind: Sendable, Equatable {
    case sentry(SentrySettings)
    case webhook(WebhookSettings)
    case slack(url: SecretSource)
    case mail(MailSettings)
  }

  package var kind: Kind
  /// What is less severe is not told.
  package var leastSeverity = Severity.medium

  package init(_ kind: Kind) { self.kind = kind }

  /// The channel's name: in the state, in what is said about it.
  package var name: String {
    switch kind {
    case .sentry: "sentry"
    case .webhook: "webhook"
    case .slack: "slack"
    case .mail: "mail"
    }
  }
}

/// How Sentry is told: events over its HTTP interface, and check-ins of a cron monitor.
package struct SentrySettings: Sendable, Equatable {
  /// `https://KEY@HOST/PROJECT`.
  package var dsn: SecretSource
  /// The slug of the cron monitor; `nil` sends no check-ins.
  package var monitor: String?
  /// What resolves issues whose finding is gone; `nil` leaves them to people.
  package var resolving: Resolving?

  /// Access to Sentry's web interface, which alone can resolve issues.
  package struct Resolving: Sendable, Equatable {
    package var organization: String
    package var project: String
    /// A token with the scope `event:write`.
    package var token: SecretSource

    package init(organization: String, project: String, token: SecretSource) {
      (self.organization, self.project, self.token) = (organization, project, token)
    }
  }

  package init(dsn: SecretSource) { self.dsn = dsn }
}

/// How a program of one's own is told: by a POST of JSON.
package struct WebhookSettings: Sendable, Equatable {
  package var url: SecretSource
  /// The key of the signature; `nil` sends none.
  package var key: SecretSource?

  package init(url: SecretSource) { self.url = url }
}

/// How people are told by mail.
package struct MailSettings: Sendable, Equatable {
  /// What takes a message and delivers it.
  package enum Way: Sendable, Equatable {
    /// A program that takes it on its standard input, as sendmail does.
    case program(String)
    /// An SMTP server on this machine.
    case server(port: Int)
  }

  package var to: [String]
  package var from: String
  package var way = Way.program("/usr/sbin/sendmail")

  package init(to: [String], from: String) { (self.to, self.from) = (to, from) }

  /// Whether a text can stand in a header: an address, no line break, nothing that begins an option.
  package static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !text.hasPrefix("-") && text.utf8.count <= 254
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !#",;:<>()[]\""#.utf8.contains($0) }
      }
  }
}
