import Settings
import Testing

@Suite("The nearest name")
struct NearestNameTests {
  @Test(
    "is what was meant",
    arguments: [
      ("threshholds", "thresholds"), ("fial_on", "fail_on"), ("THRESHOLDS", "thresholds"),
      ("threshold", "thresholds"), ("path", "history_path"),
    ]
  )
  func near(written: String, meant: String) {
    #expect(NearestName.of(written, among: ["fail_on", "history_path", "thresholds"]) == meant)
  }

  @Test(
    "is none when nothing is near",
    arguments: ["", "x", "colour", String(repeating: "a", count: 5000)]
  )
  func far(written: String) {
    #expect(NearestName.of(written, among: ["fail_on", "history_path", "thresholds"]) == nil)
  }
}
