/// When releases began to serve, as far as days of figures tell.
package struct DeployCalendar: Sendable {
  /// Of the days so many may be days of a deploy for the others to be called quiet.
  private static let mostOften = 0.25

  /// The first day of each release of a service: of serving, or of an announcement before; in order.
  package let deploys: [DayDeploy]
  private let days: Int

  /// - Parameter days: In order. What served on the first may have begun at any time, so that is no
  ///   deploy.
  package init(_ days: [DayFigures]) {
    self.days = days.count
    var first: [DayDeploy: Day] = [:]
    for day in days {
      for deploy in day.releases + day.announced where !deploy.release.isEmpty {
        var key = deploy
        key.day = Day(number: 0)
        if first[key] == nil { first[key] = day.day }
      }
    }
    let start = days.first?.day
    let announced = Set(days.first?.announced ?? [])
    deploys = first.map { key, day in
      var deploy = key
      deploy.day = day
      return deploy
    }
    .filter { $0.day != start || announced.contains($0) }.sorted()
  }

  /// The deploys that a subject may have felt.
  func deploys(of subject: TrendSubject) -> [DayDeploy] {
    deploys.filter { deploy in
      switch subject {
      case .environment(let env): deploy.env == env
      case .operation(let name): deploy.env == name.env && deploy.service == name.service
      }
    }
  }

  /// The days that a noise floor is to leave out, since 1970.
  ///
  /// None where something is deployed every few days: then no stretch is quiet, and a floor that holds
  /// the effects of deploys, too, is better than none.
  func noisyDays(of subject: TrendSubject) -> Set<Int> {
    let found = Set(deploys(of: subject).map { Int($0.day.number) })
    return Double(found.count) <= Self.mostOften * Double(days) ? found : []
  }
}
