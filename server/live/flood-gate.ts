// A page that sends again and again is broken: what it sends beyond a measure is not looked at.

/** Makes a test that is true for `most` calls in any `windowMs`. `monotonic`: ms. */
export function createFloodGate(monotonic: () => number, most: number, windowMs: number): () => boolean {
  const passed: number[] = [];
  return () => {
    const now = monotonic();
    while (passed[0] !== undefined && now - passed[0] >= windowMs) passed.shift();
    if (passed.length >= most) return false;
    passed.push(now);
    return true;
  };
}
