import Foundation
import Settings
import TestSupport

/// Settings of a text, as a file of this name would give them.
enum SettingsBench {
  /// Loads a text.
  ///
  /// - Returns: The settings, or the messages of what is wrong with the file's path left out.
  static func load(
    _ text: String,
    environment: [String: String] = [:],
    keys: [SettingKey] = SettingCatalog.keys
  ) throws -> Result<Settings, Mistakes> {
    try load(bytes: Array(text.utf8), environment: environment, keys: keys)
  }

  static func load(
    bytes: [UInt8],
    environment: [String: String] = [:],
    keys: [SettingKey] = SettingCatalog.keys
  ) throws -> Result<Settings, Mistakes> {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("nightjar.yaml").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let surroundings = Settings.Surroundings(environment: environment, usualPlaces: [path])
    do throws(SettingsError) {
      return .success(try Settings.load(option: nil, surroundings, keys: keys))
    } catch {
      return .failure(
        Mistakes(messages: error.messages.map { $0.replacing(path + ":", with: "") })
      )
    }
  }

  /// The messages of a text that must not be taken.
  static func messages(_ text: String) throws -> [String] {
    switch try load(text) {
    case .success: []
    case .failure(let mistakes): mistakes.messages
    }
  }

  struct Mistakes: Error {
    var messages: [String]
  }
}
