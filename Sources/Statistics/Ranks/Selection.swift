/// Order statistics without sorting everything.
enum Selection {
  /// Rearranges `values` so that the element at `rank`, counted from 0, is the one that sorting
  /// would put there, with none larger before it and none smaller after it; returns it.
  ///
  /// - Parameters:
  ///   - rank: The place.
  ///   - values: In any order.
  ///   - places: Where the element must be, because what is before and behind was put there by an
  ///     earlier call; `nil` when it may be anywhere.
  /// - Returns: The element.
  /// - Complexity: O(*n*) on average. Method: Hoare, "Algorithm 65: Find", 1961.
  static func place(
    _ rank: Int,
    in values: inout [Double],
    within places: Range<Int>? = nil
  ) -> Double {
    var low = places?.lowerBound ?? 0
    var high = (places?.upperBound ?? values.count) - 1
    var values = values.mutableSpan
    while low < high {
      let pivot = middle(values[low], values[low + (high - low) / 2], values[high])
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        break
      }
    }
    return values[rank]
  }

  private static func middle(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}
