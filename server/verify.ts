// `npm run verify`: folds the log from its base, without snapshots, and says what the view is, or whether a day still is what
// was shown of it. Also walks the hash chain, and that of an exported file, for which it needs no database.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { pino } from 'pino';
import { FOLD_VERSION } from '../shared/model.ts';
import { instantText, parseDay } from '../shared/time.ts';
import { viewOf } from '../shared/view-of.ts';
import { verifyChain } from './chain.ts';
import { checkChainFile } from './chain-file.ts';
import { openDatabase } from './database.ts';
import { readSettings } from './env.ts';
import { foldUpTo, lastSeq } from './fold.ts';
import { parseQueryInstant } from './instants.ts';
import { refoldDay } from './proof/refold.ts';
import { viewHash } from './view-hash.ts';

const USAGE = 'usage: npm run verify -- [--seq N] [--at T] [--day DAY] [--chain] | --file F.ndjson';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seq: { type: 'string' },
      at: { type: 'string' },
      day: { type: 'string' },
      chain: { type: 'boolean', default: false },
      file: { type: 'string' },
    },
  });
  if (values.file !== undefined) {
    const checked = await checkChainFile(values.file);
    print(checked);
    return checked.file === 'whole' ? 0 : 1;
  }
  const at = values.at === undefined ? null : parseQueryInstant(values.at);
  const day = values.day === undefined ? null : parseDay(values.day);
  if ((values.at !== undefined && at === null) || (values.seq !== undefined && !/^\d+$/.test(values.seq)))
    throw new Error(USAGE);
  if (Number.isNaN(day) || (day !== null && (at !== null || values.seq !== undefined))) throw new Error(USAGE);
  const settings = readSettings(process.env);
  const log = pino({ level: 'silent' });
  const database = await openDatabase({ ...settings, clock: null }, log);
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    if (values.chain) {
      const broken = await verifyChain(client);
      print(broken === null ? { chain: 'whole' } : { chain: 'broken', ...broken });
      if (broken !== null) return 1;
    }
    if (day !== null) {
      const refolded = await refoldDay(client, day, { scratch: true });
      print({ ...refolded, foldVersion: FOLD_VERSION });
      return refolded.mismatches > 0 ? 1 : 0;
    }
    const seq = values.seq === undefined ? await lastSeq(client) : Number(values.seq);
    const { model } = await foldUpTo(client, seq, { scratch: true });
    if (at !== null && at < model.at)
      throw new Error(`seq ${seq} was received at ${instantText(model.at)}, after --at`);
    const instant = at ?? model.at;
    print({ seq, at: instantText(instant), foldVersion: FOLD_VERSION, hash: viewHash(viewOf(model, instant)) });
    return 0;
  } finally {
    await client.end();
    await database.stop();
  }
}

const print = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`verify: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
