/// A table of a page: headings, and rows of cells that are markup already.
struct HTMLTable: Sendable {
  /// What a column holds.
  enum Column: Sendable {
    case text(String)
    case number(String)

    var title: String {
      switch self {
      case .text(let title), .number(let title): title
      }
    }

    var isNumber: Bool {
      if case .number = self { return true }
      return false
    }
  }

  /// One cell; the number by which a column of numbers is sorted, `nil` for what is absent.
  struct Cell: Sendable {
    var html: HTML
    var key: Double?

    /// Markup.
    init(_ html: HTML, key: Double? = nil) { (self.html, self.key) = (html, key) }

    /// Words or numbers; the label tells them from markup, as a literal could be either.
    init(text: String, key: Double? = nil) { self.init("\(text: text)", key: key) }
  }

  let caption: String
  let columns: [Column]
  /// Whether the page's script offers to sort it.
  let isSortable: Bool
  private var body = HTML()
  private(set) var rowCount = 0
  /// Rows beyond so many bytes are left out.
  private let byteLimit: Int
  /// The column that names a row.
  private let header: Int?
  private(set) var leftOut = 0

  init(_ caption: String, _ columns: [Column], isSortable: Bool = false, byteLimit: Int = 40_000) {
    (self.caption, self.columns, self.isSortable) = (caption, columns, isSortable)
    self.byteLimit = byteLimit
    header = columns.firstIndex { !$0.isNumber }
  }

  /// Adds a row of as many cells as there are columns; the first that is text names it.
  mutating func append(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "a row of a table has a cell for every column")
    var row: HTML = "<tr>"
    for (index, cell) in cells.enumerated() { row += html(cell, at: index) }
    row += "</tr>\n"
    // What comes after a row that had no room has none either: no row is skipped in between.
    guard leftOut == 0, body.byteCount + row.byteCount <= byteLimit else {
      leftOut += 1
      return
    }
    body += row
    rowCount += 1
  }

  private func html(_ cell: Cell, at index: Int) -> HTML {
    guard columns[index].isNumber else {
      return index == header ? "<th scope=\"row\">\(cell.html)</th>" : "<td>\(cell.html)</td>"
    }
    guard isSortable else { return "<td class=\"n\">\(cell.html)</td>" }
    let key = cell.key.flatMap { $0.isFinite ? $0.description : nil } ?? ""
    return "<td class=\"n\" data-v=\"\(attribute: key)\">\(cell.html)</td>"
  }

  /// The table in a box that scrolls when it is too wide, and what had no room.
  var html: HTML {
    var head = HTML()
    for column in columns {
      head +=
        column.isNumber
        ? "<th scope=\"col\" class=\"n\">\(text: column.title)</th>"
        : "<th scope=\"col\">\(text: column.title)</th>"
    }
    let more: HTML = leftOut == 0 ? "" : Self.more(leftOut)
    let attributes: HTML = isSortable ? " data-sort=\"\"" : ""
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(attribute: caption)">
      <table\(attributes)><caption>\(text: caption)</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody></table></div>
      \(more)
      """
  }

  /// The same, folded away below a chart.
  var folded: HTML {
    "<details class=\"numbers\"><summary>Numbers</summary>\n\(html)</details>\n"
  }

  /// Says how many rows a list has beyond those shown.
  static func more(_ count: Int) -> HTML {
    let rows = Quantity.counted(Int64(count), "more row", "more rows")
    return "<p class=\"note\">and \(text: rows) in the JSON report</p>\n"
  }
}
