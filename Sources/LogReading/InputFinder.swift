internal import FoundationEssentials

/// Finds the inputs that a command line names.
package enum InputFinder {
  /// What stands behind the paths of a command line.
  package struct Inputs: Sendable, Equatable {
    /// Files to read as logs, and `-` for standard input.
    package var logs: [String] = []
    /// Files that hold digests.
    package var digests: [String] = []
    /// Directories that could not be listed, each with the system's words.
    package var unlistable: [Unlistable] = []

    package init() {}
  }

  /// A directory that could not be listed.
  package struct Unlistable: Sendable, Equatable {
    package var path: String
    package var detail: String
  }

  /// The first bytes of a digest.
  package static let digestMagic = Array("NJDIGEST".utf8)

  /// Finds the files behind `paths`: files as they are, directories with everything below them whose
  /// name says it is a log or a digest, in the order of their names.
  ///
  /// Hidden files, pipes, devices, and links to directories are passed over inside directories. A
  /// path that does not exist is returned as it is: reading it will say so.
  package static func find(_ paths: [String]) -> Inputs {
    var inputs = Inputs()
    for path in paths {
      var isDirectory = false
      if path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
        isDirectory
      {
        list(path, into: &inputs)
      } else {
        add(path, to: &inputs)
      }
    }
    return inputs
  }

  private static func list(_ directory: String, into inputs: inout Inputs) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory)
    } catch {
      inputs.unlistable.append(Unlistable(path: directory, detail: "cannot be listed"))
      return
    }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !name.hasPrefix(".") {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      var isDirectory = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
        // A link to nowhere is no log; a path that is too long for the system may lead to many.
        if !isLink(path) {
          inputs.unlistable.append(Unlistable(path: path, detail: "cannot be looked at"))
        }
        continue
      }
      if isDirectory {
        if !isLink(path) { list(path, into: &inputs) }
      } else if isLogName(name) || name.hasSuffix(".digest"), StoredFile.isRegular(path) {
        add(path, to: &inputs)
      }
    }
  }

  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  private static func add(_ path: String, to inputs: inout Inputs) {
    if path != "-", StoredFile.begins(path, with: digestMagic) {
      inputs.digests.append(path)
    } else {
      inputs.logs.append(path)
    }
  }

  /// Whether a file's name is that of a log: `.jsonl`, `.json` or `.log`, perhaps rotated (`.1`,
  /// `-20261122`, `-20261122-1763769600`) and compressed (`.gz`).
  package static func isLogName(_ name: String) -> Bool {
    var base = Substring(name)
    if base.hasSuffix(".gz") { base = base.dropLast(3) }
    while let rest = withoutRotation(base) { base = rest }
    return [".jsonl", ".json", ".log"].contains { base.hasSuffix($0) && base.count > $0.count }
  }

  /// The name without its last `.N` or `-N`, or `nil` when it has none.
  private static func withoutRotation(_ name: Substring) -> Substring? {
    let stem = name.reversed().drop { $0.isASCII && $0.isNumber }
    guard stem.count < name.count, let separator = stem.first, separator == "." || separator == "-"
    else { return nil }
    return name.prefix(stem.count - 1)
  }
}
