internal import Analysis
internal import Notifications
internal import Settings

extension Settings {
  /// Who is told what; `nil` when no channel is set.
  ///
  /// - Throws: ``SettingsError`` for settings that lack one another.
  func notifications() throws(SettingsError) -> NotificationSettings? {
    let kinds = [try sentry(), webhook(), slack(), try mail()].compactMap { $0 }
    guard !kinds.isEmpty else { return nil }
    guard let state = text(.notificationState) else {
      throw mistake(
        .notificationState,
        "there is a channel, and no file to remember what it was told",
        "name one, such as notifications.sqlite beside the history"
      )
    }
    var settings = NotificationSettings(statePath: state)
    settings.dailyCap = count(.notificationCap) ?? settings.dailyCap
    settings.reportLink = text(.reportLink)
    settings.leastEffect = leastEffect
    settings.channels = kinds.map { kind in
      var channel = Channel(kind)
      let severity = text(.notificationSeverity).flatMap { Severity(name: $0) }
      channel.leastSeverity = severity ?? channel.leastSeverity
      return channel
    }
    return settings
  }

  private func sentry() throws(SettingsError) -> Channel.Kind? {
    guard let dsn = secret(.sentryDSN) else { return nil }
    var sentry = SentrySettings(dsn: dsn)
    sentry.monitor = text(.sentryMonitor)
    let parts = (text(.sentryOrganization), text(.sentryProject), secret(.sentryToken))
    switch parts {
    case (nil, nil, nil): break
    case (let organization?, let project?, let token?):
      sentry.resolving = .init(organization: organization, project: project, token: token)
    default:
      throw mistake(
        .sentryToken,
        "organization, project and token are of use together only",
        "set all three, or none"
      )
    }
    return .sentry(sentry)
  }

  private func webhook() -> Channel.Kind? {
    secret(.webhookURL).map { url in
      var webhook = WebhookSettings(url: url)
      webhook.key = secret(.webhookKey)
      return .webhook(webhook)
    }
  }

  private func slack() -> Channel.Kind? { secret(.slackURL).map { .slack(url: $0) } }

  private func mail() throws(SettingsError) -> Channel.Kind? {
    let to = texts(.mailTo)
    guard !to.isEmpty else { return nil }
    guard let from = text(.mailFrom) else {
      throw mistake(.mailFrom, "a mail is from nobody", "write an address")
    }
    for (key, address) in to.map({ (SettingKey.mailTo, $0) }) + [(.mailFrom, from)]
    where !MailSettings.isAddress(address) {
      throw mistake(key, "there is no mail address", "write one such as ops@example.org")
    }
    var mail = MailSettings(to: to, from: from)
    if let port = count(.mailPort) {
      mail.way = .server(port: port)
    } else if let program = text(.mailProgram) {
      mail.way = .program(program)
    }
    return .mail(mail)
  }

  /// Where the secret of a key is found.
  private func secret(_ key: SettingKey) -> SecretSource? {
    guard let text = text(key) else { return nil }
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    return parts[0] == "env" ? .environment(parts[1]) : .file(parts[1])
  }
}
