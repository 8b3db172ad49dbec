import Glibc

/// The machine that a run was made on, as the system describes it.
struct Machine: Sendable {
  var processor: String
  var cores: Int
  var memoryKibibytes: Int
  var kernel: String
  var system: String

  /// The machine that this program runs on.
  static func current() -> Machine {
    let memory = value(of: "MemTotal", in: "/proc/meminfo", separator: ":")?.prefix { $0 != " " }
    return Machine(
      processor: value(of: "model name", in: "/proc/cpuinfo", separator: ":") ?? "unknown",
      cores: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      memoryKibibytes: memory.flatMap { Int($0) } ?? 0,
      kernel: lines(of: "/proc/sys/kernel/osrelease").first.map { String($0) } ?? "unknown",
      system: value(of: "PRETTY_NAME", in: "/etc/os-release", separator: "=") ?? "unknown"
    )
  }

  /// One line for people.
  var description: String {
    let memory = (Double(memoryKibibytes) / 1_048_576).text(decimals: 0)
    return "\(processor), \(cores) cores, \(memory) GiB of memory, \(system), Linux \(kernel)"
  }

  private static func lines(of path: String) -> [Substring] {
    let text = try? TextFile(path: path).read()
    return text?.split(separator: "\n") ?? []
  }

  private static func value(of key: String, in path: String, separator: Character) -> String? {
    let line = lines(of: path).first { $0.hasPrefix(key) }
    guard let line, let mark = line.firstIndex(of: separator) else { return nil }
    let value = line[line.index(after: mark)...].drop { $0 == " " || $0 == "\"" }
    return value.last == "\"" ? String(value.dropLast()) : String(value)
  }
}
