import Foundation
import Yams

extension Scenario {
  /// Reads a scenario file.
  package static func load(path: String) throws(GenerationError) -> Scenario {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw .unreadableScenario(path: path, reason: Self.reason(error, path: path))
    }
    return try parse(text, path: path)
  }

  /// Reads the text of a scenario; `path` names it in errors.
  package static func parse(_ text: String, path: String) throws(GenerationError) -> Scenario {
    do {
      return try YAMLDecoder().decode(Scenario.self, from: text)
    } catch let error as DecodingError {
      throw invalid(error, path: path)
    } catch {
      throw .invalidYAML(path: path, reason: "\(error)")
    }
  }

  private static func invalid(_ error: DecodingError, path: String) -> GenerationError {
    var fault = ScenarioFault(error)
    if case .dataCorrupted(let context) = error, let underlying = context.underlyingError {
      if let known = underlying as? ScenarioFault {
        fault = known
      } else if underlying is YamlError {
        return .invalidYAML(path: path, reason: "\(underlying)")
      }
    }
    return .invalidScenario(
      path: path,
      key: fault.key,
      problem: fault.problem,
      remedy: fault.remedy
    )
  }

  private static func reason(_ error: any Error, path: String) -> String {
    FileManager.default.fileExists(atPath: path)
      ? error.localizedDescription : "there is no such file"
  }
}
