// npm run simulate: a simulated province posts to the door like everyone else, in step with the server's clock.
// Started again it begins with the first day's midnight: what the server already has counts as duplicates.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isScenario, SCENARIOS } from '../../shared/simulate/setup.ts';
import { isStorm, STORMS, type StormName } from '../../shared/simulate/storms/index.ts';
import { dayNumber, dayStart, dayText, parseDay, parseInstant } from '../../shared/time.ts';
import { awaitServer, follow } from './follow.ts';
import { createOutbox, type Order, simulateProvince } from './outbox.ts';
import { rehearseStorm, stormOutbox } from './storm.ts';

const USAGE = `npm run simulate -- --url U --key K [--scenario S] [--seed N] [--start-day yyyy-mm-dd] [--from INSTANT] [--rate R] [--online SHARE] [--heartbeat SEC] [--speed N]
  --url        server of an exercise (IOC_CLOCK=exercise), such as http://localhost:8080
  --key        key for the sources /phutho/motcua, /phutho/hoinghi and /phutho/soc
  --scenario   ${Object.entries({ ...SCENARIOS, ...STORMS })
    .map(([name, { name: vi }]) => `${name} (${vi})`)
    .join(', ')}
  --dry-run    of a storm: folds and judges it in memory and prints what came of it; --url and --key are not needed
  --start-day  first day; what is older is sent as snapshots. Unset: the day of the server's clock. Name it to go on later
  --from       sends only what is due from this instant on. Unset: the beginning of the first day
  --rate       multiplies dossiers and alerts (1), --online share of dossiers handed in online (0.2)
  --speed      how fast the server's clock runs: how often it is asked (1)`;

type Settings = Readonly<{
  url: string;
  key: string;
  /** A bad hour instead of days; it begins at once. */
  storm: StormName | null;
  startDay: number | null;
  from: number | null;
  order: Omit<Order, 'startDay'>;
  speed: number;
}>;

function number(text: string | undefined, name: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`--${name}: must be a number from ${least} to ${most}`);
  return value;
}

/** Settings from the command line. Throws an Error of one line that names the first bad option. */
export function readArguments(args: readonly string[]): Settings {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: option,
      key: option,
      scenario: option,
      seed: option,
      'start-day': option,
      from: option,
      rate: option,
      online: option,
      heartbeat: option,
      speed: option,
    },
  });
  const scenario = values.scenario ?? 'normal';
  const storm = isStorm(scenario) ? scenario : null;
  if (!values.url || !URL.canParse(values.url)) throw new Error('--url: the address of the server is missing');
  if (!values.key) throw new Error('--key: the source key is missing');
  if (storm === null && !isScenario(scenario))
    throw new Error(`--scenario: one of ${Object.keys({ ...SCENARIOS, ...STORMS }).join(', ')}`);
  const startDay = values['start-day'] === undefined ? null : parseDay(values['start-day']);
  if (startDay !== null && Number.isNaN(startDay)) throw new Error('--start-day: a day yyyy-mm-dd');
  const from = values.from === undefined ? null : parseInstant(values.from);
  if (from !== null && Number.isNaN(from))
    throw new Error('--from: an instant with offset, such as 2021-10-13T08:45:00+07:00');
  const seed = number(values.seed, 'seed', 0, Number.MAX_SAFE_INTEGER);
  const rate = number(values.rate, 'rate', 0, 1_000);
  const onlineShare = number(values.online, 'online', 0, 1);
  const heartbeatSec = number(values.heartbeat, 'heartbeat', 5, 85);
  const order = {
    scenario: isScenario(scenario) ? scenario : 'normal',
    ...(seed === undefined ? {} : { seed }),
    ...(rate === undefined ? {} : { rate }),
    ...(onlineShare === undefined ? {} : { onlineShare }),
    ...(heartbeatSec === undefined ? {} : { heartbeatSec }),
  };
  return {
    url: values.url,
    key: values.key,
    storm,
    startDay,
    from,
    order,
    speed: number(values.speed, 'speed', 0.1, 3_600) ?? 1,
  };
}

/** `--dry-run` of a storm: its name and seed; null for everything else. */
export function readRehearsal(args: readonly string[]): { storm: StormName; seed: number } | null {
  if (!args.includes('--dry-run')) return null;
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { 'dry-run': { type: 'boolean' }, scenario: option, seed: option, url: option, key: option },
  });
  const storm = values.scenario ?? '';
  if (!isStorm(storm)) throw new Error(`--dry-run: --scenario is one of ${Object.keys(STORMS).join(', ')}`);
  return { storm, seed: number(values.seed, 'seed', 0, Number.MAX_SAFE_INTEGER) ?? 1 };
}

async function main(): Promise<void> {
  const rehearsal = readRehearsal(process.argv.slice(2));
  if (rehearsal !== null) {
    process.stdout.write(`${JSON.stringify(rehearseStorm(rehearsal.storm, rehearsal.seed))}\n`);
    return;
  }
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const started = performance.now();
  const settings = readArguments(process.argv.slice(2));
  const at = await awaitServer(settings.url, stop.signal);
  if (at === null) return;
  const { storm } = settings;
  const startDay = settings.startDay ?? dayNumber(at);
  process.stderr.write(
    `simulating ${storm ?? settings.order.scenario} from ${dayText(startDay)}, seed ${settings.order.seed ?? 1}\n`,
  );
  const outbox =
    storm === null
      ? createOutbox(simulateProvince({ ...settings.order, startDay }), settings.from ?? dayStart(startDay))
      : stormOutbox(storm, settings.order.seed ?? 1, at);
  const totals = await follow(settings, outbox, stop.signal);
  process.stdout.write(
    `${JSON.stringify({ ...totals, seconds: Math.round((performance.now() - started) / 1_000) })}\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
    process.exitCode = 1;
  });
}
