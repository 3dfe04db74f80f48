// `npm run demo`: a living province in one command. Recorded exercise days, the server, and a simulator at its door.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isScenario } from '../shared/simulate/setup.ts';
import { dayStart, instantText, MINUTE_MS, parseDay } from '../shared/time.ts';
import { readSettings } from './env.ts';
import { backfill, nextBeginning, startRecorder } from './simulator/backfill.ts';
import { type DemoState, ensureAccounts, readDemoState, writeDemoState } from './simulator/demo-accounts.ts';
import { startDuty } from './simulator/duty.ts';
import { startServer } from './start.ts';

/** A Tuesday is recorded whole, the Wednesday runs: Phú Thọ with 13 districts and 225 communes. */
const FRESH = { startDay: '2021-10-12', scenario: 'demo', seed: 1 } as const;
/** Endpoints say less often that they live than the 30 s of a real system: half the events of a recorded day. */
const HEARTBEAT_SEC = 45;
/** What a killed demo may have had in its hands: sent again, counted as duplicates. */
const OVERLAP_MS = 10 * MINUTE_MS;

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`demo: ${line}\n`);

const newest = (path: string): number => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
};

/** Is the client missing, or older than what it is made of? */
function isBuildOld(): boolean {
  const built = `${root}/dist/client/index.html`;
  if (!existsSync(built)) return true;
  const sources = ['client', 'shared', 'vite.config.ts', 'package-lock.json'];
  return Math.max(...sources.map((path) => newest(`${root}/${path}`))) > statSync(built).mtimeMs;
}

function build(): void {
  note('building…');
  const { status } = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('npm run build failed');
}

function settingsOf(env: NodeJS.ProcessEnv, dataDir: string, state: DemoState) {
  const isFresh = state.wall === null;
  return readSettings({
    LOG_LEVEL: 'warn',
    ...env,
    DATA_DIR: dataDir,
    IOC_CLOCK: 'exercise',
    IOC_CLOCK_START: isFresh ? instantText(dayStart(parseDay(state.startDay))) : undefined,
    IOC_CLOCK_SPEED: '0.1',
    IOC_ADMIN_PASSWORD: state.passwords.admin,
    IOC_INGEST_KEY: state.key,
  });
}

async function main(): Promise<void> {
  if (isBuildOld()) build();
  const started = performance.now();
  const { env } = process;
  const dataDir = env.DATA_DIR || `${root}/data/demo`;
  let state = readDemoState(dataDir, FRESH);
  if (env.IOC_ADMIN_PASSWORD) state = { ...state, passwords: { ...state.passwords, admin: env.IOC_ADMIN_PASSWORD } };
  if (env.IOC_INGEST_KEY) state = { ...state, key: env.IOC_INGEST_KEY };
  const { scenario, seed } = state;
  if (!isScenario(scenario)) throw new Error(`unknown scenario ${scenario} in ${dataDir}`);
  const isFresh = state.wall === null;
  writeDemoState(dataDir, state);

  let ending = false;
  const recorder = startRecorder((reason) => {
    if (!ending) note(`${reason}: the feeds will fall silent`);
  });
  const server = await startServer(settingsOf(env, dataDir, state));
  const { clock, url } = server;
  if (!clock) throw new Error(`${dataDir} holds a real database: the demonstration wants one of its own`);
  clock.run(0);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      recorder.stop();
      server.close().then(() => process.exit(0), fail);
    });

  const startDay = parseDay(state.startDay);
  const last = clock.now();
  // The first time a whole day is recorded before the day that runs.
  const until = nextBeginning(isFresh ? dayStart(startDay + 1) : last);
  const from = isFresh ? dayStart(startDay) : Math.max(dayStart(startDay), last - OVERLAP_MS);
  note(`recording the exercise up to ${instantText(until).slice(0, 16)}…`);
  const begun = recorder.begin(
    { url, key: state.key },
    { scenario, seed, startDay, heartbeatSec: HEARTBEAT_SEC },
    from,
  );
  const accounts = await ensureAccounts(url, state, server.putUser);
  await begun;
  const duty = await startDuty(url, accounts.operator);
  const events = await backfill(clock, recorder, until, duty);
  writeDemoState(dataDir, accounts.state);
  const seconds = Math.round((performance.now() - started) / 1_000);
  note(`${events} events recorded; ready ${seconds} s after the build, ${instantText(until).slice(0, 16)}`);
  clock.run(1);
  recorder.live();
  for (const line of accounts.lines) say(line);
  say(`ioc listening on ${url}`);
}

function fail(error: unknown): never {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
