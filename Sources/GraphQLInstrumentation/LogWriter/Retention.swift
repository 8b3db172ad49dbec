/// Removes old files of one base name, and nothing else.
struct Retention {
  private struct Candidate {
    var name: LogFileName
    var status: FileStatus
  }

  let directory: String
  let base: String
  let maximumAge: Duration?
  let maximumTotalBytes: Int?

  /// An unfinished compressed file that was not touched for so long has lost its writer.
  private static let unfinishedSeconds = 3600
  /// A plain file that was not touched for so long is not one that is just being created.
  private static let leftBehindSeconds = 60

  /// Removes what is too old or too much.
  ///
  /// - Parameter nowSeconds: The time by the wall clock, in seconds since 1970.
  func apply(nowSeconds: Int) {
    var kept: [Candidate] = []
    for candidate in candidates() {
      let age = Duration.seconds(nowSeconds - candidate.status.changedSeconds)
      if candidate.name.state == .unfinished {
        if age > .seconds(Self.unfinishedSeconds) { _ = remove(candidate) }
      } else if !(maximumAge.map { age > $0 } ?? false && remove(candidate)) {
        kept.append(candidate)
      }
    }
    guard let maximumTotalBytes else { return }
    var total = kept.reduce(0) { $0 + $1.status.sizeBytes }
    kept.sort {
      ($0.status.changedSeconds, $0.name.number) < ($1.status.changedSeconds, $1.name.number)
    }
    for candidate in kept where total > maximumTotalBytes {
      if remove(candidate) { total -= candidate.status.sizeBytes }
    }
  }

  /// Plain files whose writers did not live to close them, each ending with a whole line.
  ///
  /// A file that cannot be mended is left as it is; every reader knows what a cut line is.
  func leftBehind(nowSeconds: Int) -> [LogFile] {
    candidates()
      .filter {
        $0.name.state == .plain
          && nowSeconds - $0.status.changedSeconds > Self.leftBehindSeconds
      }
      .compactMap { LogFile(leftBehind: $0.name, in: directory) }
      .filter { (try? $0.mend()) != nil }
  }

  private func candidates() -> [Candidate] {
    let names = (try? FileSystem.names(in: directory)) ?? []
    return names.compactMap { LogFileName($0, base: base) }.compactMap { name in
      guard let status = try? FileStatus(path: name.path(in: directory)), status.isRegular
      else { return nil }
      return Candidate(name: name, status: status)
    }
  }

  /// Removes a file unless it is plain and some writer, perhaps this one, still has it open.
  private func remove(_ candidate: Candidate) -> Bool {
    if candidate.name.state == .plain {
      // An empty file may be one that was just created and is about to be locked.
      guard candidate.status.sizeBytes > 0,
        LogFile(leftBehind: candidate.name, in: directory) != nil
      else { return false }
    }
    return (try? FileSystem.remove(candidate.name.path(in: directory))) != nil
  }
}
