/// Opening, rotating, and what happens when the system refuses.
extension LogOutput {
  /// Begins the next file; its first line is pending then.
  func openFile() throws(LogWriterError) {
    let directory = configuration.directory
    do throws(SystemFailure) {
      try FileSystem.makeDirectory(directory)
    } catch {
      throw LogWriterError(error, path: directory)
    }
    use(try nextFile())
  }

  /// Creates the next file without making it the current one.
  private func nextFile() throws(LogWriterError) -> LogFile {
    var number = fileNumber
    while true {
      number += 1
      let name = LogFileName(base: base, writer: writer, number: number)
      do throws(SystemFailure) {
        return try LogFile(name, in: configuration.directory)
      } catch {
        // Somebody else's, by a chance that practically never comes.
        if error.isPresence, number < fileNumber + 100 { continue }
        throw LogWriterError(error, path: name.path(in: configuration.directory))
      }
    }
  }

  private func use(_ newFile: LogFile) {
    file = newFile
    fileNumber = newFile.name.number
    openedAt = .now
    hasRecords = false
    statistics.filesOpened += 1
    rotating.succeed()
    // Without its name on the disk the file would be lost in a crash of the machine, and all that is
    // stored of it. A file system that cannot do that stores names in its own time.
    if configuration.syncPolicy != .never {
      try? FileSystem.syncDirectory(configuration.directory)
    }
    appendWriterLine("open")
  }

  /// Makes sure that there is a file and that its first line is that of its opening.
  func openFileIfNeeded() -> Bool {
    if let file {
      if file.sizeBytes == 0, pending.isEmpty { appendWriterLine("open") }
      return true
    }
    do throws(LogWriterError) {
      try openFile()
      return true
    } catch {
      fail(error)
      return false
    }
  }

  /// Begins the next file if this one is full or old enough.
  func rotateIfDue() {
    guard let file, rotating.isDue else { return }
    let isOld = hasRecords && openedAt.duration(to: .now) >= configuration.rotateAfter
    guard file.sizeBytes >= configuration.rotateAtBytes || isOld else { return }
    do throws(LogWriterError) {
      // The next file comes first: without one, this one still takes records.
      let next = try nextFile()
      appendWriterLine("rotate")
      _ = flushPending()
      retireFile()
      use(next)
      _ = flushPending()
    } catch {
      if rotating.remaining == nil { configuration.onEvent?(.cannotRotate(error)) }
      rotating.fail()
    }
  }

  /// Closes the current file; it is compressed when there is time.
  func retireFile() {
    guard let file else { return }
    if configuration.syncPolicy != .never { sync() }
    closedFiles.append(file)
    self.file = nil
  }

  /// Waits until the file is on the disk.
  func sync() {
    guard let file else { return }
    do throws(SystemFailure) {
      try file.sync()
      syncedBytes = statistics.bytesWritten
    } catch {
      fail(LogWriterError(error, path: file.path))
    }
  }

  /// Notes that writing failed, and tells the server if that is new.
  func fail(_ error: LogWriterError) {
    writing.fail()
    let isNew = statistics.failure == nil
    statistics.failure = error
    if isNew { configuration.onEvent?(.failed(error)) }
  }

  /// Notes that writing works, and tells the server if that is new.
  func succeed() {
    writing.succeed()
    guard statistics.failure != nil else { return }
    statistics.failure = nil
    configuration.onEvent?(.recovered)
  }
}
