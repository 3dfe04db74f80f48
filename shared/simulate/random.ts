// Seeded chance: the same parts give the same stream on every machine (I4). Hash: FNV-1a; generator: sfc32.

export type Random = Readonly<{
  /** Uniform in [0, 1). */
  next: () => number;
  /** Uniform integer in [0, n). */
  int: (n: number) => number;
  /** Uniform in [from, to). */
  range: (from: number, to: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(items: readonly T[]) => T;
  /** Standard normal. */
  normal: () => number;
  exponential: (mean: number) => number;
  poisson: (mean: number) => number;
  /** Logistic with location 0 and scale 1. */
  logistic: () => number;
}>;

/** A stream of chance that depends on the parts alone, for example `createRandom(seed, 'dossier', day)`. */
export function createRandom(...parts: readonly (string | number)[]): Random {
  let hash = 0x811c9dc5;
  for (const char of parts.join('|')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  let a = hash | 0;
  let b = Math.imul(hash, 0x9e3779b1) | 0;
  let c = 0x2545f491 ^ hash;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round++) next();
  /** In (0, 1), for logarithms. */
  const open = (): number => (next() * 4294967295 + 0.5) / 4294967296;

  const int = (n: number): number => Math.floor(next() * n);
  const normal = (): number => Math.sqrt(-2 * Math.log(open())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    int,
    normal,
    range: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[int(items.length)];
      if (item === undefined) throw new Error('pick from nothing');
      return item;
    },
    exponential: (mean) => -mean * Math.log(open()),
    poisson: (mean) => {
      if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const limit = Math.exp(-mean);
      let n = 0;
      for (let product = open(); product > limit; product *= open()) n++;
      return n;
    },
    logistic: () => {
      const u = open();
      return Math.log(u / (1 - u));
    },
  };
}

/** Draws an item with probability in proportion to its weight, in O(log n). */
export function weightedPicker<T>(entries: readonly (readonly [T, number])[]): (random: Random) => T {
  const ends: number[] = [];
  let total = 0;
  for (const [, weight] of entries) {
    total += weight;
    ends.push(total);
  }
  return (random) => {
    const at = random.next() * total;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const entry = entries[low];
    if (!entry) throw new Error('nothing to draw from');
    return entry[0];
  };
}
