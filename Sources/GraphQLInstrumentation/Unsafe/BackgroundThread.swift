internal import Glibc

/// A thread of the system's, for work that waits for files and timers.
///
/// Not a task: tasks share a few threads with the requests, and must not wait for the disk.
enum BackgroundThread {
  private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread that ends when `run` returns; signals are left to the other threads.
  ///
  /// - Parameter run: The work.
  /// - Throws: Why the system gives no thread.
  static func start(
    _ run: @escaping @Sendable () -> Void
  ) throws(SystemFailure) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { unsafe pthread_attr_destroy(&attributes) }
    var all = sigset_t()
    var previous = sigset_t()
    unsafe sigfillset(&all)
    // A thread begins with the mask of the one that starts it.
    unsafe pthread_sigmask(SIG_BLOCK, &all, &previous)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }
    // SAFETY: the new thread takes the reference over, or this one takes it back below.
    let work = unsafe Unmanaged.passRetained(Work(run))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread,
      &attributes,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
      },
      work.toOpaque()
    )
    guard code == 0 else {
      unsafe work.release()
      throw SystemFailure(code: code)
    }
  }
}
