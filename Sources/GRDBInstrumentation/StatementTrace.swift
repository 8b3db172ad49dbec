internal import GRDB
internal import GraphQLInstrumentation

/// Watches one connection, and notes each of its statements for the request that issued it.
///
/// SQLite tells when a statement starts and when it is done. The time between is measured here,
/// because SQLite's own figure is a multiple of a millisecond. A connection serves one caller at a time,
/// so nothing here is shared.
final class StatementTrace {
  /// A statement that has started.
  private struct Running {
    /// The address of SQLite's statement: the same one runs once at a time.
    var identity: UInt
    var statement: TracedStatement
    var here: Attribution
    var startNanoseconds: Int64
  }

  /// Statements can be open at the same time (a cursor that runs a query for each row), but not many.
  private static let runningLimit = 64
  /// Texts that are remembered; a program that has more has them read again.
  private static let knownLimit = 512

  private var running: [Running] = []
  /// By the text's hash: the same text is prepared again and again, ever at another address.
  private var known: [UInt64: TracedStatement] = [:]

  /// Begins to watch a connection; takes the place of any other trace function that it has.
  static func install(in connection: Database) {
    SQLiteTrace.install(StatementTrace(), in: connection)
  }

  /// A statement starts.
  ///
  /// - Parameters:
  ///   - identity: Tells it from others that are open at the same time.
  ///   - text: Its text.
  func started(_ identity: UInt, _ text: SQLiteText) {
    guard let here = Attribution.current else { return }
    // A trigger's parts are traced as comments, and belong to the statement that set it off.
    guard !text.isComment else { return }
    let statement = statement(text)
    guard !statement.isOfGRDB else { return }
    if running.count == Self.runningLimit { running.removeFirst() }
    let now = here.request.nowNanoseconds
    running.append(
      Running(identity: identity, statement: statement, here: here, startNanoseconds: now)
    )
  }

  /// What is known of a statement with this text.
  private func statement(_ text: SQLiteText) -> TracedStatement {
    let hash = text.hash
    if let statement = known[hash], text.isSame(as: statement.bytes) { return statement }
    let statement = TracedStatement(text.string)
    if known.count >= Self.knownLimit { known.removeAll(keepingCapacity: true) }
    known[hash] = statement
    return statement
  }

  /// A statement is done.
  ///
  /// - Parameters:
  ///   - identity: Which one.
  ///   - parameters: Gives what was bound to its placeholders; `nil` when it has none.
  func ended(_ identity: UInt, parameters: () -> StatementParameters?) {
    guard let position = running.lastIndex(where: { $0.identity == identity }) else { return }
    let ended = running.remove(at: position)
    let request = ended.here.request
    let end = request.nowNanoseconds
    let text = ended.statement.text(for: request)
    request.addStatement(
      text,
      field: ended.here.field,
      // Without placeholders the literals of the text are its parameters.
      parameters: text.isTransactionControl ? nil : parameters() ?? ended.statement.literals,
      nanoseconds: end - ended.startNanoseconds,
      waitNanoseconds: nil
    )
  }
}
