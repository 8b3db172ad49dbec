public import Logging
public import QueryShapes

/// How a ``PerformanceMonitor`` measures and judges.
public struct MonitorConfiguration: Sendable {
  /// What a server may take before it raises an alert.
  public var thresholds = Thresholds()
  /// What a request may cost at most.
  public var limits = RequestLimits()
  /// Which requests get a record.
  public var sampling = Sampling.everything
  /// When alerts are raised and when they are kept back.
  public var alerts = AlertPolicy()
  /// What things cost, for the complexity of operations.
  public var costModel = CostModel.ibm
  /// What is known of the schema, for the complexity of operations; without it, costs are estimates.
  public var costSchema: CostSchema?
  /// What a document may not exceed to be parsed.
  public var parseLimits = ParseLimits.standard
  /// Whether the size of the process is read at the start and the end of every request.
  public var measuresMemory = true
  /// How often ``PerformanceMonitor/run()`` takes a sample of the process.
  public var sampleInterval: Duration = .seconds(5)
  /// Whether the monitor begins with a `deploy` record.
  public var announcesRelease = true
  /// How many operations, and how many statements, are remembered so as not to be parsed again.
  public var rememberedTexts = 4096
  /// Where alerts are logged.
  public var logger = Logger(label: "nightjar")
  /// Called with every alert that is raised, on the task that raised it: it should return at once.
  public var onAlert: (@Sendable (Alert) -> Void)?
  /// Called with every finished request, recorded or not, on the task that finished it.
  public var onFinish: (@Sendable (RequestSummary) -> Void)?

  /// The usual thresholds, no limits, every request recorded.
  public init() {}
}
