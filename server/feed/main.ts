// `npm run feed`: sends files of real events to the door. Says what it does on stderr; the last line of stdout is JSON.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseDay } from '../../shared/time.ts';
import { isZone, readInstant } from './instant.ts';
import { type FeedPlan, feedLines } from './lines.ts';
import { FORMATS, type Format } from './read.ts';
import { send } from './send.ts';

const USAGE = `usage: npm run feed -- --url URL --key KEY --format FORMAT [--map FILE.jsonata] [--rate N] [--shift-to yyyy-mm-dd] FILE…
  formats: ${FORMATS.join(', ')}; csv, xes and json need --map (examples in docs/mappings)
  --rate N        events a second (default: as fast as the door takes them)
  --shift-to DAY  moves all instants by whole days, so that the earliest local day becomes DAY
  --source S      CloudEvents source of the events (default: what the mapping says, else /feed/FORMAT)
  --zone Z        zone of times without one, an offset or a name such as Europe/Berlin (default +07:00)
  --written T     instant to take for when the file was written: gives a year to times without one (default: the file's date)
  --file-order    sends in the order of the file (default: in order of time; cloudevents always go in the order of the file)
  --patience SEC  how long to go on trying when nothing gets through (default 120)
  --print         prints the events as NDJSON and sends nothing`;

const note = (text: string): boolean => process.stderr.write(`${text}\n`);

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const plan = await readPlan(args).catch((error: unknown) => messageOf(error));
  if (typeof plan === 'string') {
    note(`feed: ${plan}\n${USAGE}`);
    return 2;
  }
  const started = performance.now();
  const reasons = new Map<string, number>();
  const unreadable: string[] = [];
  const lines = feedLines(plan, (text) => unreadable.push(text));
  try {
    if (plan.print) {
      for await (const line of lines) process.stdout.write(`${line}\n`);
      return 0;
    }
    const live = process.stderr.isTTY;
    const { totals, failure } = await send(lines, {
      ...plan,
      onProgress: (so) => {
        if (live)
          process.stderr.write(
            `\r${so.sent} sent, ${so.accepted} accepted, ${so.duplicates} duplicates, ${so.quarantined} quarantined `,
          );
      },
      onQuarantined: (reason) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1),
    });
    if (live) note('');
    if (unreadable.length > 0)
      note(`${unreadable.length} records could not be read; the first: ${unreadable[0]?.slice(0, 120)}`);
    for (const [reason, count] of reasons) note(`quarantined ${reason}: ${count}`);
    if (failure !== null) note(`feed: ${failure}`);
    process.stdout.write(`${JSON.stringify({ ...totals, seconds: Math.round(performance.now() - started) / 1000 })}\n`);
    return failure === null ? 0 : 1;
  } catch (error) {
    note(`feed: ${messageOf(error)}`);
    return 1;
  }
}

type Plan = FeedPlan & Readonly<{ url: string; key: string; rate: number | null; patienceMs: number; print: boolean }>;

/** Reads the command line; throws with one line that says what is wrong. */
async function readPlan(args: readonly string[]): Promise<Plan> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{
        url: text,
        key: text,
        format: text,
        map: text,
        rate: text,
        'shift-to': text,
        source: text,
        zone: text,
        written: text,
      },
      ...{ patience: text, print: { type: 'boolean' }, 'file-order': { type: 'boolean' } },
    },
  });
  const format = FORMATS.find((name): name is Format => name === values.format);
  if (!format) throw new Error(values.format === undefined ? '--format is missing' : `unknown format ${values.format}`);
  if (positionals.length === 0) throw new Error('no file is named');
  if (['csv', 'xes', 'json'].includes(format) && values.map === undefined)
    throw new Error(`--format ${format} needs --map`);
  const print = values.print === true;
  if (!print && (values.url === undefined || !URL.canParse(values.url)))
    throw new Error('--url must be the address of the server');
  if (!print && !values.key) throw new Error('--key is missing');
  const rate = values.rate === undefined ? null : Number(values.rate);
  if (rate !== null && !(rate > 0)) throw new Error('--rate must be a number above 0');
  const shiftTo = values['shift-to'] ?? null;
  if (shiftTo !== null && Number.isNaN(parseDay(shiftTo))) throw new Error('--shift-to must be a day, yyyy-mm-dd');
  const zone = values.zone ?? '+07:00';
  if (!isZone(zone)) throw new Error(`--zone ${zone} is not known`);
  const written = values.written === undefined ? null : readInstant(values.written, undefined, zone);
  if (written !== null && Number.isNaN(written)) throw new Error('--written must be an instant');
  const patience = Number(values.patience ?? '120');
  if (!(patience >= 0)) throw new Error('--patience must be a number of seconds');
  return {
    ...{ format, files: positionals, zone, written, shiftTo, print, rate, patienceMs: patience * 1000 },
    map: values.map === undefined ? null : await readFile(values.map, 'utf8'),
    source: values.source ?? null,
    inFileOrder: values['file-order'] === true,
    url: values.url ?? '',
    key: values.key ?? '',
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
