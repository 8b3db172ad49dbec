// These four are inlined into the server's code. A resolver's value is of a type that this module does
// not know, and handling such a value by its metadata took as long as measuring the call.

/// Runs a field's resolver: counts the call, times it, and attributes the statements in it to the field.
///
/// Outside a request it just runs the resolver.
///
/// - Parameters:
///   - field: The `Type.field`, such as `Product.reviews`.
///   - isolation: The caller's actor, on which the resolver runs.
///   - resolver: What the field does.
/// - Returns: What the resolver returns.
@inlinable
public func withField<Value>(
  _ field: String,
  isolation: isolated (any Actor)? = #isolation,
  _ resolver: () async throws -> Value
) async rethrows -> Value {
  guard let call = FieldCall(field) else { return try await resolver() }
  defer { call.end(items: nil) }
  return try await call.attribution.restore(isolation: isolation, resolver)
}

/// Runs the resolver of a field that returns a list, and counts the list's items as well.
///
/// - Parameters:
///   - field: The `Type.field`, such as `Product.reviews`.
///   - isolation: The caller's actor, on which the resolver runs.
///   - resolver: What the field does.
/// - Returns: What the resolver returns.
@inlinable
public func withField<Element>(
  _ field: String,
  isolation: isolated (any Actor)? = #isolation,
  _ resolver: () async throws -> [Element]
) async rethrows -> [Element] {
  guard let call = FieldCall(field) else { return try await resolver() }
  var items = 0
  defer { call.end(items: items) }
  let list = try await call.attribution.restore(isolation: isolation, resolver)
  items = list.count
  return list
}

/// Runs a field's resolver: counts the call, times it, and attributes the statements in it to the field.
///
/// - Parameters:
///   - field: The `Type.field`, such as `Product.reviews`.
///   - resolver: What the field does.
/// - Returns: What the resolver returns.
@inlinable
public func withField<Value>(_ field: String, _ resolver: () throws -> Value) rethrows -> Value {
  guard let call = FieldCall(field) else { return try resolver() }
  defer { call.end(items: nil) }
  return try call.attribution.restore(resolver)
}

/// Runs the resolver of a field that returns a list, and counts the list's items as well.
///
/// - Parameters:
///   - field: The `Type.field`, such as `Product.reviews`.
///   - resolver: What the field does.
/// - Returns: What the resolver returns.
@inlinable
public func withField<Element>(
  _ field: String,
  _ resolver: () throws -> [Element]
) rethrows -> [Element] {
  guard let call = FieldCall(field) else { return try resolver() }
  var items = 0
  defer { call.end(items: items) }
  let list = try call.attribution.restore(resolver)
  items = list.count
  return list
}
