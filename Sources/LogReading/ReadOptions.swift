/// How logs are read.
///
/// The defaults are for speed; tests make the sizes small and odd.
package struct ReadOptions: Sendable {
  /// Bytes of text read in one go.
  ///
  /// Half a MiB stays in a core's second-level cache from the inflater to the scanner.
  package var blockSize = 512 * 1024
  /// Bytes of compressed input read in one go.
  package var inputSize = 256 * 1024
  /// The longest line that is not rejected, without its newline.
  package var maximumLineLength = 1 << 20
  /// The library that inflates.
  package var library = InflateLibrary.available[0]
  /// How many files and blocks are worked on at the same time.
  package var threads = 1
  /// How many rejected lines of each reason are kept, the first ones of the input.
  package var rejectionsKept = 5

  /// How many rows a worker collects before it hands them on: enough to take a lock seldom, few
  /// enough to stay in a core's second-level cache.
  package var batchRows = 1024

  package init() {}
}
