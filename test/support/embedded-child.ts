// A process of its own that starts the embedded PostgreSQL of a folder, says so, and lives until it is killed.
import { startEmbedded } from '../../db/embedded.ts';

const [dataDir = '', mode = 'stay'] = process.argv.slice(2);
const run = async (): Promise<void> => {
  const { url, pid, stop } = await startEmbedded(dataDir, {
    log: (line) => process.stderr.write(`${line}\n`),
    settings: { fsync: 'off' },
  });
  process.stdout.write(`${JSON.stringify({ url, pid })}\n`);
  if (mode === 'stop') await stop();
  else setInterval(() => {}, 60_000);
};
run().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
