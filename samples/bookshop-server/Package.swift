// swift-tools-version: 6.2
import PackageDescription

/// The same as in the package above: Swift 6 mode, no warnings.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "bookshop-server",
  dependencies: [
    .package(name: "nightjar", path: "../.."),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    .target(
      name: "GraphQLExecution",
      dependencies: [.product(name: "QueryShapes", package: "nightjar")],
      swiftSettings: strict
    ),
    .target(
      name: "Bookshop",
      dependencies: [
        "GraphQLExecution",
        .product(name: "GraphQLInstrumentation", package: "nightjar"),
        .product(name: "GRDBInstrumentation", package: "nightjar"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "bookshop-server",
      dependencies: [
        "Bookshop", "GraphQLExecution",
        .product(name: "GraphQLInstrumentation", package: "nightjar"),
        .product(name: "HummingbirdInstrumentation", package: "nightjar"),
        .product(name: "QueryShapes", package: "nightjar"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "bookshop-load",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict
    ),
  ]
)
