// The command line of `npm run feed`.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseDay } from '../../shared/time.ts';
import { isZone, readInstant } from './instant.ts';
import type { FeedPlan } from './lines.ts';
import { FORMATS, type Format } from './read.ts';

export const USAGE = `usage: npm run feed -- --url URL --key KEY --format FORMAT [--map FILE.jsonata] [--rate N] [--shift-to yyyy-mm-dd] FILE…
  formats: ${FORMATS.join(', ')}; csv, xes and json need --map (examples in docs/mappings)
  --rate N        events a second (default: as fast as the door takes them)
  --shift-to DAY  moves all instants by whole days, so that the earliest local day becomes DAY
  --source S      CloudEvents source of the events (default: what the mapping says, else /feed/FORMAT)
  --zone Z        zone of times without one, an offset or a name such as Europe/Berlin (default +07:00)
  --written T     instant to take for when the file was written: gives a year to times without one (default: the file's date)
  --file-order    sends in the order of the file (default: in order of time; cloudevents always go in the order of the file)
  --patience SEC  how long to go on trying when nothing gets through (default 120)
  --print         prints the events as NDJSON and sends nothing`;

export type Plan = FeedPlan &
  Readonly<{ url: string; key: string; rate: number | null; patienceMs: number; print: boolean }>;

/** Reads the command line; throws with one line that says what is wrong. */
export async function readPlan(args: readonly string[]): Promise<Plan> {
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
