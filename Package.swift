// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is compiled with: Swift 6 mode, unsafe code marked as such, no warnings.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)

let package = Package(
  name: "nightjar",
  products: [
    .library(name: "GraphQLInstrumentation", targets: ["GraphQLInstrumentation"]),
    .library(name: "GRDBInstrumentation", targets: ["GRDBInstrumentation"]),
    .library(name: "QueryShapes", targets: ["QueryShapes"]),
    .library(name: "MetricsInstrumentation", targets: ["MetricsInstrumentation"]),
    .library(name: "TracingInstrumentation", targets: ["TracingInstrumentation"]),
    .executable(name: "nightjar", targets: ["nightjar"]),
    .executable(name: "nightjar-bench", targets: ["nightjar-bench"]),
  ],
  traits: [
    .default(enabledTraits: ["ISAL"]),
    .trait(name: "ISAL", description: "Inflate with Intel's ISA-L; without it, with zlib alone."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CIsal", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]
    ),
    .systemLibrary(name: "CMalloc"),
    .target(name: "MetricLog", swiftSettings: strict),
    .target(name: "QueryShapes", dependencies: ["MetricLog"], swiftSettings: strict),
    .target(name: "Statistics", swiftSettings: strict),
    .target(
      name: "LogReading",
      dependencies: [
        "MetricLog", "CZlib", .target(name: "CIsal", condition: .when(traits: ["ISAL"])),
      ],
      swiftSettings: strict
    ),
    .target(name: "GzipWriting", dependencies: ["CZlib"], swiftSettings: strict),
    .target(
      name: "GraphQLInstrumentation",
      dependencies: [
        "MetricLog", "QueryShapes", "GzipWriting", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "GRDBInstrumentation",
      dependencies: [
        "GraphQLInstrumentation", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "MetricsInstrumentation",
      dependencies: [
        "GraphQLInstrumentation", .product(name: "CoreMetrics", package: "swift-metrics"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "TracingInstrumentation",
      dependencies: [
        "GraphQLInstrumentation",
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "LogGeneration",
      dependencies: ["MetricLog", "GzipWriting", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict
    ),
    .target(name: "Analysis", dependencies: ["MetricLog", "Statistics"], swiftSettings: strict),
    .target(
      name: "Settings",
      dependencies: ["Analysis", "MetricLog", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict
    ),
    .target(
      name: "Reporting",
      dependencies: ["Analysis", "MetricLog", "Settings", "Statistics"],
      swiftSettings: strict
    ),
    .target(
      name: "SQLiteFiles",
      dependencies: ["CZlib", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict
    ),
    .target(
      name: "History",
      dependencies: ["Analysis", "SQLiteFiles", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict
    ),
    .target(
      name: "Notifications",
      dependencies: [
        "Analysis", "Reporting", "MetricLog", "SQLiteFiles", "CCrypto", "CCurl",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "nightjar",
      dependencies: [
        "MetricLog", "LogReading", "Analysis", "Settings", "History", "Reporting",
        "Notifications", "LogGeneration", "CMalloc", argumentParser,
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "nightjar-bench",
      dependencies: [
        "GraphQLInstrumentation", "MetricLog", "QueryShapes", "Statistics", argumentParser,
      ],
      swiftSettings: strict
    ),
    .target(
      name: "TestSupport",
      dependencies: ["CZlib"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .target(
      name: "InstrumentationSupport",
      dependencies: ["GraphQLInstrumentation", "MetricLog"],
      path: "Tests/InstrumentationSupport",
      swiftSettings: strict
    ),
    .testTarget(
      name: "MetricLogTests",
      dependencies: ["MetricLog", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "QueryShapesTests",
      dependencies: ["QueryShapes", "MetricLog", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StatisticsTests",
      dependencies: ["Statistics", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LogReadingTests",
      dependencies: ["LogReading", "MetricLog", "TestSupport", "CZlib"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LogGenerationTests",
      dependencies: ["LogGeneration", "MetricLog", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "GzipWritingTests",
      dependencies: ["GzipWriting", "TestSupport"],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "log-writer-victim",
      dependencies: ["GraphQLInstrumentation", "MetricLog"],
      path: "Tests/LogWriterVictim",
      swiftSettings: strict
    ),
    .testTarget(
      name: "GraphQLInstrumentationTests",
      dependencies: [
        "GraphQLInstrumentation", "GzipWriting", "InstrumentationSupport", "MetricLog",
        "QueryShapes", "TestSupport", "log-writer-victim",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "GRDBInstrumentationTests",
      dependencies: [
        "GRDBInstrumentation", "GraphQLInstrumentation", "InstrumentationSupport", "MetricLog",
        "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MetricsInstrumentationTests",
      dependencies: [
        "MetricsInstrumentation", "GraphQLInstrumentation", "InstrumentationSupport", "MetricLog",
        .product(name: "CoreMetrics", package: "swift-metrics"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TracingInstrumentationTests",
      dependencies: [
        "TracingInstrumentation", "GraphQLInstrumentation", "InstrumentationSupport", "MetricLog",
        .product(name: "Tracing", package: "swift-distributed-tracing"),
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AnalysisTests",
      dependencies: [
        "Analysis", "GraphQLInstrumentation", "MetricLog", "Statistics", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SettingsTests",
      dependencies: ["Settings", "Analysis", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SQLiteFilesTests",
      dependencies: [
        "SQLiteFiles", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "HistoryTests",
      dependencies: [
        "History", "Analysis", "MetricLog", "Statistics", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "Analysis", "MetricLog", "Settings", "TestSupport"],
      exclude: ["Golden"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "NotificationsTests",
      dependencies: ["Notifications", "Analysis", "MetricLog", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["nightjar", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
  ]
)

// Hummingbird brings fifteen packages, which take minutes to build. A build for the analyzer alone
// does without them when NIGHTJAR_HUMMINGBIRD is 0.
if Context.environment["NIGHTJAR_HUMMINGBIRD"] != "0" {
  package.products.append(
    .library(name: "HummingbirdInstrumentation", targets: ["HummingbirdInstrumentation"])
  )
  package.dependencies += [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ]
  package.targets += [
    .target(
      name: "HummingbirdInstrumentation",
      dependencies: [
        "GraphQLInstrumentation", "QueryShapes",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "HummingbirdInstrumentationTests",
      dependencies: [
        "HummingbirdInstrumentation", "GRDBInstrumentation", "GraphQLInstrumentation",
        "MetricsInstrumentation", "TestSupport", "TracingInstrumentation",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      swiftSettings: strict
    ),
  ]
}

// The sample server is a package of its own, and building it builds all of its dependencies again. With
// NIGHTJAR_SAMPLE=1 its sources are compiled here as well, which takes seconds: so tests notice when it
// does not fit the library any more.
if Context.environment["NIGHTJAR_SAMPLE"] == "1" {
  let sample: (String) -> String = { "samples/bookshop-server/Sources/\($0)" }
  // A server need not mark unsafe code.
  let settings: [SwiftSetting] = strict.dropLast(2) + [.treatAllWarnings(as: .error)]
  package.targets += [
    .target(
      name: "GraphQLExecution",
      dependencies: ["QueryShapes"],
      path: sample("GraphQLExecution"),
      swiftSettings: settings
    ),
    .target(
      name: "Bookshop",
      dependencies: [
        "GraphQLExecution", "GraphQLInstrumentation", "GRDBInstrumentation",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: sample("Bookshop"),
      swiftSettings: settings
    ),
    .executableTarget(
      name: "bookshop-server",
      dependencies: [
        "Bookshop", "GraphQLExecution", "GraphQLInstrumentation", "HummingbirdInstrumentation",
        "QueryShapes", argumentParser,
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      path: sample("bookshop-server"),
      swiftSettings: settings
    ),
    .executableTarget(
      name: "bookshop-load",
      dependencies: [
        argumentParser,
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: sample("bookshop-load"),
      swiftSettings: settings
    ),
  ]
}
