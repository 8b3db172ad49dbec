internal import Analysis

extension SettingKey {
  /// Every key of notifications, in the order of the documentation.
  static let notifications: [SettingKey] = [
    .notificationState, .notificationCap, .notificationSeverity, .reportLink, .sentryDSN,
    .sentryMonitor, .sentryOrganization, .sentryProject, .sentryToken, .webhookURL, .webhookKey,
    .slackURL, .mailTo, .mailFrom, .mailProgram,
    .mailPort,
  ]

  package static let notificationState = SettingKey(
    "notifications.state",
    .path,
    "The file that remembers what was told and keeps what could not be sent yet; it is made when it is "
      + "missing. Needed as soon as there is a channel."
  )
  package static let notificationCap = SettingKey(
    "notifications.daily_cap",
    .count(1...1000),
    unit: "notices",
    standard: .number(10),
    "How many notices a channel gets in a day (UTC), the most severe first. The others wait for the "
      + "next day."
  )
  package static let notificationSeverity = SettingKey(
    "notifications.severity",
    .word(Severity.allCases.map(\.name)),
    standard: .text(Severity.medium.name),
    "What is less severe is not told."
  )
  package static let reportLink = SettingKey(
    "notifications.report_link",
    .text,
    "The address at which people find the HTML report. Notices link to their finding in it; without it "
      + "they name the command that explains the finding."
  )
  package static let sentryDSN = SettingKey(
    "notifications.sentry.dsn",
    .secret,
    "Where Sentry's data source name is found: events are sent there, one issue a finding."
  )
  package static let sentryMonitor = SettingKey(
    "notifications.sentry.monitor",
    .text,
    "The slug of Sentry's cron monitor: `analyze` checks in when it begins and when it ends."
  )
  package static let sentryOrganization = SettingKey(
    "notifications.sentry.organization",
    .text,
    "With `project` and `token`, issues are resolved when their finding has been gone for two days, or for "
      + "up to two weeks when it comes and goes."
  )
  package static let sentryProject = SettingKey(
    "notifications.sentry.project",
    .text,
    "The project's slug; see `organization`."
  )
  package static let sentryToken = SettingKey(
    "notifications.sentry.token",
    .secret,
    "Where a token of Sentry's web interface is found, with the scope `event:write`; see "
      + "`organization`."
  )
  package static let webhookURL = SettingKey(
    "notifications.webhook.url",
    .secret,
    "Where the address is found that notices are posted to, as JSON."
  )
  package static let webhookKey = SettingKey(
    "notifications.webhook.key",
    .secret,
    "Where the key is found that posts are signed with: `X-Nightjar-Signature` is the HMAC-SHA-256 of "
      + "`X-Nightjar-Timestamp`, a dot and the body."
  )
  package static let slackURL = SettingKey(
    "notifications.slack.url",
    .secret,
    "Where the address of an incoming webhook of Slack, or of a chat that takes its format, is found."
  )
  package static let mailTo = SettingKey(
    "notifications.mail.to",
    .texts,
    "Who gets a mail."
  )
  package static let mailFrom = SettingKey(
    "notifications.mail.from",
    .text,
    "Whom a mail is from; needed for mails."
  )
  package static let mailProgram = SettingKey(
    "notifications.mail.sendmail",
    .path,
    standard: .text("/usr/sbin/sendmail"),
    "The program that takes a mail on its standard input and its recipients from its headers."
  )
  package static let mailPort = SettingKey(
    "notifications.mail.smtp_port",
    .count(1...65_535),
    "The port, such as 25, of an SMTP server on this machine (127.0.0.1), which then gets the mails "
      + "instead of the program. There is neither encryption nor a password, and so no host to name."
  )
}
