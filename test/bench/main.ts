// `npm run bench -- NAME`: two things measured in the same run, in turn; the ratio is what counts on a noisy machine.
const benches: Record<string, () => Promise<boolean>> = {
  alarms: async () => (await import('./alarms.ts')).benchAlarms(),
  fold: async () => (await import('./fold.ts')).benchFold(),
  growth: async () => (await import('./growth.ts')).benchGrowth(),
  ingest: async () => (await import('./ingest.ts')).benchIngest(),
  latency: async () => (await import('./latency.ts')).benchLatency(),
  replay: async () => (await import('./replay.ts')).benchReplay(),
  soak: async () => (await import('./soak.ts')).benchSoak(),
  stopped: async () => (await import('./stopped.ts')).benchStopped(),
  wall: async () => (await import('./wall.ts')).benchWall(),
};

const bench = benches[process.argv[2] ?? ''];
if (!bench) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join(' | ')}\n`);
  process.exit(2);
}
bench().then(
  (holds) => process.exit(holds ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);

export {};
