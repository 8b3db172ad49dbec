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
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CIsal", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
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
      dependencies: ["MetricLog", "GzipWriting"],
      swiftSettings: strict
    ),
    .target(
      name: "LogGeneration",
      dependencies: ["MetricLog", "GzipWriting", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict
    ),
    .target(name: "Analysis", dependencies: ["MetricLog", "Statistics"], swiftSettings: strict),
    .target(name: "Reporting", dependencies: ["Analysis", "MetricLog"], swiftSettings: strict),
    .executableTarget(
      name: "nightjar",
      dependencies: [
        "MetricLog", "LogReading", "Analysis", "Reporting", "LogGeneration", argumentParser,
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
        "GraphQLInstrumentation", "GzipWriting", "MetricLog", "TestSupport", "log-writer-victim",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AnalysisTests",
      dependencies: ["Analysis", "MetricLog", "Statistics", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "Analysis", "MetricLog", "TestSupport"],
      exclude: ["Golden"],
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
