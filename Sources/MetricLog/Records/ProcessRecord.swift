/// A sample of the process, taken on a timer.
package struct ProcessRecord: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64
  /// The resident size of the process.
  package var residentBytes: Int64?
  /// The use of processors since the last sample, 100 being one core; not written unless finite.
  package var cpuPercent: Double?
  /// The requests that are being executed.
  package var inFlight: Int?
  /// The connection pools; empty means absent.
  package var pools: [Pool]

  package init(
    timeMicroseconds: Int64,
    residentBytes: Int64? = nil,
    cpuPercent: Double? = nil,
    inFlight: Int? = nil,
    pools: [Pool] = []
  ) {
    self.timeMicroseconds = timeMicroseconds
    self.residentBytes = residentBytes
    self.cpuPercent = cpuPercent
    self.inFlight = inFlight
    self.pools = pools
  }

  /// A connection pool at the time of the sample.
  package struct Pool: Hashable, Sendable {
    package var name: String
    /// The connections that it may open.
    package var size: Int?
    /// The connections that are lent out.
    package var inUse: Int?
    /// The statements that wait for a connection.
    package var waiting: Int?
    /// The failures since the last sample.
    package var errors: Int?

    package init(
      name: String,
      size: Int? = nil,
      inUse: Int? = nil,
      waiting: Int? = nil,
      errors: Int? = nil
    ) {
      self.name = name
      self.size = size
      self.inUse = inUse
      self.waiting = waiting
      self.errors = errors
    }
  }
}
