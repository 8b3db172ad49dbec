/// The scenario that the program knows without a file: a night at a shop.
package enum DefaultScenario {
  /// The scenario, ready to generate.
  package static func scenario() throws(GenerationError) -> Scenario {
    try Scenario.parse(yaml, path: "the built-in scenario")
  }
}
