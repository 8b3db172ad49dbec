internal import Analysis
internal import ArgumentParser
internal import Reporting

/// `nightjar rules`: what can be found, and from which numbers on.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Print the rules: what each finds, its thresholds, examples.",
    discussion: """
      The output is Markdown, the same as docs/RULES.md.

      EXAMPLES
        nightjar rules
        nightjar rules | less
      """
  )

  func run() { StandardOutput.write(Array(RuleDocument.markdown(RuleCatalog.pages).utf8)) }
}
