import MetricLog

/// The night as it happens: requests come, run and end; processes are sampled and restarted.
///
/// Everything goes through one queue in the order of time, so the lines of all writers come out
/// sorted by the time at which they are written, with memory for the requests in flight alone.
struct Simulation {
  let plan: GenerationPlan
  var output: LogOutput
  var truth: TruthTable
  var lives: [WriterLife] = []
  var composer: RequestComposer
  /// The requests that ended, whether they were written or not.
  private(set) var endedRequests = 0

  /// The life that takes the requests of each slot now.
  private var current: [Int] = []
  private var queue = EventQueue()
  private var arrivals: Arrivals
  var random: SplitMix64
  private var writerNames: Set<String> = []
  private let sharedStream: Int?
  let rotateBytes: Int?
  var floodWritten = 0
  /// The bytes of the lines that explain hashes, the flood's not counted.
  var explanationBytes = 0

  init(plan: GenerationPlan, output: LogOutput, sharesOneFile: Bool, rotateBytes: Int?)
    throws(GenerationError)
  {
    self.plan = plan
    self.output = output
    self.rotateBytes = rotateBytes
    truth = TruthTable(plan)
    composer = RequestComposer(resolutionNanoseconds: plan.scenario.resolutionNanoseconds)
    arrivals = Arrivals(
      load: plan.load,
      count: plan.requestCount,
      flood: plan.floodCount,
      seed: ~plan.seed
    )
    random = SplitMix64(seed: plan.seed)
    sharedStream = sharesOneFile ? try self.output.open(prefix: plan.scenario.name) : nil
  }

  /// Lets the night happen.
  ///
  /// - Parameter progress: Called after every 65536 requests that ended.
  /// - Throws: ``GenerationError`` when a file cannot be written.
  mutating func run(progress: (borrowing Simulation) -> Void) throws(GenerationError) {
    try begin()
    var arrival = arrivals.next()
    while true {
      let next = queue.nextTime
      if let come = arrival, come.timeMicroseconds < next ?? .max {
        start(come)
        arrival = arrivals.next()
      } else if let event = queue.pop() {
        try handle(event)
        if event.kind == .end, endedRequests & 0xFFFF == 0 { progress(self) }
      } else {
        break
      }
    }
    for life in current { try end(life, at: max(plan.endMicroseconds, lastTime)) }
    if let sharedStream { try output.close(sharedStream) }
  }

  /// The time of the last event.
  private var lastTime: Int64 = 0

  private mutating func begin() throws(GenerationError) {
    let start = plan.scenario.startMicroseconds
    for slot in plan.slots.indices {
      // Processes do not start in the same moment.
      let time = start + Int64(random.below(400_000))
      let life = try open(slot: slot, release: 0, at: time)
      current.append(life)
      if let process = plan.scenario.process {
        let interval = process.everySeconds * 1e6
        let first = time + Int64(interval * (0.5 + 0.5 * random.unit()))
        schedule(Event(timeMicroseconds: first, kind: .sample, place: slot, subject: 0))
      }
      for (index, release) in plan.scenario.releases.enumerated().dropFirst() {
        let hour = Double(Timestamp.microsecondsPerHour)
        let stagger = Double(slot) * release.staggerSeconds * 1e6
        let time = start + Int64(release.at * hour + stagger)
        schedule(Event(timeMicroseconds: time, kind: .release, place: slot, subject: index))
      }
    }
  }

  private mutating func schedule(_ event: Event) {
    if event.timeMicroseconds < plan.endMicroseconds { queue.add(event) }
  }

  private mutating func start(_ arrival: Arrivals.Arrival) {
    guard let table = plan.load.operations[arrival.hour] else { return }
    let operation = table.pick(&random)
    let source = plan.operationSources[operation].pick(&random)
    let slots = plan.sourceSlots[source]
    let life = current[slots.lowerBound + random.below(slots.count)]
    let seed = random.next()
    let subject = arrival.isFlood ? 0 : operation
    let release = arrival.isFlood ? 0 : lives[life].release
    let duration = composer.durationNanoseconds(of: plan.models[release][subject], seed: seed)
    lives[life].inFlight += 1
    var event = Event(
      timeMicroseconds: arrival.timeMicroseconds + duration / 1000,
      kind: .end,
      place: life,
      subject: arrival.isFlood ? -1 : operation
    )
    event.startMicroseconds = arrival.timeMicroseconds
    event.seed = seed
    queue.add(event)
  }

  private mutating func handle(_ event: Event) throws(GenerationError) {
    lastTime = event.timeMicroseconds
    switch event.kind {
    case .end:
      endedRequests += 1
      try finish(event)
      let life = Int(event.place)
      if lives[life].isRetired, lives[life].inFlight == 0 {
        try end(life, at: event.timeMicroseconds)
      }
    case .sample:
      let slot = Int(event.place)
      let life = current[slot]
      try sample(life, at: event.timeMicroseconds)
      var next = event
      next.timeMicroseconds += Int64((plan.scenario.process?.everySeconds ?? 60) * 1e6)
      next.timeMicroseconds += Int64(random.below(2000)) - 1000
      schedule(next)
    case .release:
      let slot = Int(event.place)
      let old = current[slot]
      let time = event.timeMicroseconds
      current[slot] = try open(slot: slot, release: Int(event.subject), at: time)
      lives[old].isRetired = true
      if lives[old].inFlight == 0 { try end(old, at: time) }
    }
  }

  /// Starts a process with a writer of its own.
  private mutating func open(slot: Int, release: Int, at time: Int64) throws(GenerationError)
    -> Int
  {
    let place = plan.slots[slot]
    let scenario = plan.scenario
    let source = scenario.sources[place.source]
    let writer = newWriterName()
    let stream: Int
    if let sharedStream {
      stream = sharedStream
    } else {
      stream = try output.open(prefix: "\(source.service)-\(writer)")
    }
    lives.append(
      WriterLife(
        source: RecordSource(
          service: source.service,
          env: source.env,
          host: place.host,
          release: scenario.releases[release].version,
          writer: writer
        ),
        slot: slot,
        sourceIndex: place.source,
        release: release,
        stream: stream
      )
    )
    let life = lives.count - 1
    emitWriter(life, event: "open", at: time)
    let deploy = DeployRecord(
      timeMicroseconds: time + 96,
      note: scenario.releases[release].note
    )
    emit(life, .deploy) { $0.append(deploy, seq: $1, to: &$2) }
    return life
  }

  /// Ends a process and closes its files.
  private mutating func end(_ life: Int, at time: Int64) throws(GenerationError) {
    emitWriter(life, event: "close", at: time)
    if sharedStream == nil { try output.retire(lives[life].stream) }
  }

  private mutating func newWriterName() -> String {
    let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz")
    while true {
      let name = String((0..<6).map { _ in letters[random.below(letters.count)] })
      if writerNames.insert(name).inserted { return name }
    }
  }

  /// Whether the writers' files are their own.
  var rotatesWriters: Bool { sharedStream == nil }
}
