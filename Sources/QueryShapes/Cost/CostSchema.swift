/// What is known of a schema, as far as cost depends on it; everything in it is optional.
///
/// It says what `@cost` and `@listSize` of IBM's cost directives say.
public struct CostSchema: Hashable, Sendable {
  /// What is known of a field.
  public struct Field: Hashable, Sendable {
    /// The name of the type it returns, lists taken off; nil when unknown.
    public var type: String?
    /// Whether it returns a list.
    public var isList: Bool
    /// The weight of one object or leaf that it returns; nil for that of the type.
    public var weight: UInt64?
    /// The size of its list when no slicing argument is given; nil for the model's default.
    public var assumedSize: UInt64?
    /// Arguments that bound its size; `input.first` is a field of an argument.
    public var slicingArguments: [String]
    /// Fields of the returned object that have the size, as `edges` and `nodes` of a connection.
    public var sizedFields: [String]
    /// Whether exactly one slicing argument must be given, if there are any.
    public var requireOneSlicingArgument: Bool

    /// A field; what is left out is unknown.
    ///
    /// - Parameters:
    ///   - type: The name of the returned type.
    ///   - isList: Whether a list is returned.
    ///   - weight: The weight of one returned object or leaf.
    ///   - assumedSize: The size without a slicing argument.
    ///   - slicingArguments: Arguments that bound the size.
    ///   - sizedFields: Fields of the returned object that have the size.
    ///   - requireOneSlicingArgument: Whether exactly one of the arguments must be given.
    public init(
      type: String? = nil,
      isList: Bool = false,
      weight: UInt64? = nil,
      assumedSize: UInt64? = nil,
      slicingArguments: [String] = [],
      sizedFields: [String] = [],
      requireOneSlicingArgument: Bool = true
    ) {
      self.type = type
      self.isList = isList
      self.weight = weight
      self.assumedSize = assumedSize
      self.slicingArguments = slicingArguments
      self.sizedFields = sizedFields
      self.requireOneSlicingArgument = requireOneSlicingArgument
    }

    /// Whether its value has a size.
    var hasSize: Bool {
      isList || assumedSize != nil || !slicingArguments.isEmpty || !sizedFields.isEmpty
    }
  }

  /// Fields by `Type.field`.
  public var fields: [String: Field]
  /// Weights of types by name.
  public var typeWeights: [String: UInt64]
  /// The object types of each interface and union.
  public var possibleTypes: [String: Set<String>]
  /// The names of the root types.
  public var rootTypes: [OperationKind: String]

  /// A schema; fields that it does not name are judged as without it.
  ///
  /// - Parameters:
  ///   - fields: Fields by `Type.field`.
  ///   - typeWeights: Weights of types.
  ///   - possibleTypes: The object types of each interface and union.
  ///   - rootTypes: The names of the root types.
  public init(
    fields: [String: Field] = [:],
    typeWeights: [String: UInt64] = [:],
    possibleTypes: [String: Set<String>] = [:],
    rootTypes: [OperationKind: String] = [
      .query: "Query", .mutation: "Mutation", .subscription: "Subscription",
    ]
  ) {
    self.fields = fields
    self.typeWeights = typeWeights
    self.possibleTypes = possibleTypes
    self.rootTypes = rootTypes
  }
}
