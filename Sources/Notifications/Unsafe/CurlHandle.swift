internal import CCurl

/// A handle of libcurl with everything that it points to; used on one thread.
@safe final class CurlHandle {
  private let handle: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []
  private let exchange = Exchange()

  /// What libcurl calls back with.
  private final class Exchange {
    var sending: ArraySlice<UInt8> = []
    var headers: [String] = []
    var body: [UInt8] = []
    /// The rest of a longer answer is not read.
    static let bodyLimit = 262_144
    /// Nor are more lines before it.
    static let headerLimit = 200
  }

  /// `nil` when there is no memory for one.
  init?() {
    guard let handle = unsafe curl_easy_init() else { return nil }
    unsafe self.handle = unsafe handle
    // SAFETY: the handle is gone before the exchange, which this object owns.
    let place = unsafe Unmanaged.passUnretained(exchange).toOpaque()
    unsafe curl_set_pointer(handle, CURLOPT_WRITEDATA, place)
    unsafe curl_set_callback(handle, CURLOPT_WRITEFUNCTION, Self.takeBody)
    unsafe curl_set_pointer(handle, CURLOPT_HEADERDATA, place)
    unsafe curl_set_callback(handle, CURLOPT_HEADERFUNCTION, Self.takeHeader)
    unsafe curl_set_pointer(handle, CURLOPT_READDATA, place)
    unsafe curl_set_callback(handle, CURLOPT_READFUNCTION, Self.giveMessage)
  }

  deinit {
    unsafe curl_easy_cleanup(handle)
    while let list = unsafe lists.popLast() { unsafe curl_slist_free_all(list) }
  }

  // MARK: - What is to be done

  // SAFETY of these: libcurl copies the texts and the body when they are set, and the lists live as long
  // as the handle.

  func set(_ option: CURLoption, _ number: Int) { unsafe curl_set_number(handle, option, number) }

  func set(_ option: CURLoption, _ text: String) { unsafe curl_set_pointer(handle, option, text) }

  func set(_ option: CURLoption, _ texts: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for text in texts { unsafe list = unsafe curl_slist_append(list, text) }
    guard let list = unsafe list else { return }
    unsafe lists.append(list)
    unsafe curl_set_pointer(handle, option, list)
  }

  /// Sends bytes as the body of a request.
  func post(_ body: [UInt8]) {
    set(CURLOPT_POST, 1)
    unsafe curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
    unsafe curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, body)
  }

  /// Sends bytes as a mail.
  func upload(_ message: [UInt8]) {
    exchange.sending = message[...]
    set(CURLOPT_UPLOAD, 1)
    unsafe curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.count))
  }

  // MARK: - Doing it

  /// Sends what is set and waits, blocking.
  func perform() -> Transfer.Outcome {
    let result = unsafe curl_easy_perform(handle)
    var status = 0
    unsafe curl_get_status(handle, &status)
    return Transfer.Outcome(
      problem: result.rawValue,
      status: status,
      headers: exchange.headers,
      body: exchange.body
    )
  }

  private typealias Callback =
    @convention(c) (
      UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
    ) -> Int

  // SAFETY of the three: libcurl calls them on the thread that performs the transfer, with a buffer of
  // `size * count` bytes and the exchange that it was given.

  private static let takeBody: Callback = { bytes, size, count, place in
    guard let bytes = unsafe bytes, let exchange = unsafe exchange(at: place) else { return 0 }
    let room = Exchange.bodyLimit - exchange.body.count
    let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    unsafe exchange.body += buffer.prefix(room)
    return min(room, size * count)
  }

  private static let takeHeader: Callback = { bytes, size, count, place in
    guard let bytes = unsafe bytes, let exchange = unsafe exchange(at: place) else { return 0 }
    let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    if exchange.headers.count < Exchange.headerLimit {
      exchange.headers.append(unsafe String(decoding: buffer, as: UTF8.self))
    }
    return size * count
  }

  private static let giveMessage: Callback = { bytes, size, count, place in
    guard let bytes = unsafe bytes, let exchange = unsafe exchange(at: place) else { return 0 }
    let piece = exchange.sending.prefix(size * count)
    let buffer = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    unsafe buffer.copyBytes(from: piece)
    exchange.sending = exchange.sending.dropFirst(piece.count)
    return piece.count
  }

  private static func exchange(at place: UnsafeMutableRawPointer?) -> Exchange? {
    unsafe place.map { unsafe Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
  }
}
