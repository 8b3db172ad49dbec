/// What is called around every resolver; a resolver has to be called once within.
public struct ResolverHooks: Sendable {
  /// Around a resolver of one value.
  public typealias AroundValue =
    @Sendable (
      _ field: String,
      _ resolve: () async throws -> FieldValue
    ) async throws -> FieldValue
  /// Around a resolver of a list.
  public typealias AroundList =
    @Sendable (
      _ field: String,
      _ resolve: () async throws -> [FieldValue]
    ) async throws -> [FieldValue]

  let value: AroundValue
  let list: AroundList

  /// Hooks; `field` is `Type.field`.
  public init(value: @escaping AroundValue, list: @escaping AroundList) {
    self.value = value
    self.list = list
  }

  /// Just calls the resolvers.
  public static let none = ResolverHooks(
    value: { _, resolve in try await resolve() },
    list: { _, resolve in try await resolve() }
  )
}
