// The horn of a console: the rule over the desk's rows, the room's lease, the sound, and what is shown of them.
// Everything happens in `tick`: by a timer, and with every message of the server, for a hidden page has slow timers.
import { instantText } from '../../../shared/time.ts';
import type { HornChanged } from '../../../shared/wire-schema.ts';
import type { Link } from '../../feed/ladder.ts';
import { hornWords } from '../words-horn.ts';
import type { Engine } from './engine.ts';
import { createLease, type Lease } from './lease.ts';
import { NO_RETURNS, ringStep } from './ringback.ts';
import { type HornPriority, type HornRow, hornStep, lastCall, SILENT, sounding } from './rule.ts';
import { createSelfTest, type TestStage } from './self-test.ts';
import { createSilencing, isOk } from './silencing.ts';
import { lengthMs, PATTERNS } from './tones.ts';

/** What the horn knows of the desk at this moment. `rows` null: the list has not come yet. */
export type HornWorld = Readonly<{
  rows: readonly HornRow[] | null;
  flood: boolean;
  link: Link;
  /** Server's clock (epoch ms). */
  clock: number | null;
  /** First instant of the running shift. */
  shiftStart: number | null;
}>;

export type HornOptions = Readonly<{
  world: () => HornWorld;
  engine: Engine;
  /** Sends now or not at all (false). */
  emit: (event: string, payload: object, reply: (answer: unknown) => void) => boolean;
  /** Remembered on this device. */
  memory: Readonly<{
    get: (name: 'room' | 'tested') => string | null;
    set: (name: 'room' | 'tested', value: string) => void;
  }>;
  /** Ms of a clock that only goes forward. */
  now: () => number;
}>;

export type HornView = Readonly<{
  room: string;
  blocked: boolean;
  /** What sounds in the room, and whether it does so here. */
  sounding: HornPriority | null;
  here: boolean;
  /** Whose console does, see Lease. */
  holder: string | null | undefined;
  stale: boolean;
  /** A silence that covers something which still waits; the instant up to which it does (epoch ms). */
  silence: Readonly<{ upTo: number; by: string | null }> | null;
  silencing: boolean;
  /** How many wait that are silenced one by one. */
  alone: number;
  /** In a flood: how many wait beside those whose tone was played; 0: nothing to say. */
  rest: number;
  /** Why it could not be silenced. */
  problem: string | null;
  test: TestStage;
  testDue: boolean;
}>;

/** A sound that the browser lets through starts a moment after it is opened. */
const OPENING_MS = 500;
const isOld = (link: Link): boolean => link === 'stale' || link === 'offline';

export type Horn = ReturnType<typeof createHorn>;

export function createHorn({ world, engine, emit, memory, now }: HornOptions) {
  const listeners = new Set<() => void>();
  let room = memory.get('room') ?? hornWords.usualRoom;
  const openedAt = now();
  let state = SILENT;
  let [old, rest] = [false, 0];
  let returns = NO_RETURNS;
  /** Until then the low tone is left to sound out. */
  let busyUntil = Number.NEGATIVE_INFINITY;
  let known: Readonly<Record<'rows' | 'calling', readonly HornRow[] | null>> = { rows: null, calling: null };
  let lease = leaseOf(room);
  const silencing = createSilencing({
    emit,
    now,
    onGranted: ({ upTo, occurrence }) => {
      if (occurrence === null) lease.silenced(instantText(upTo), null);
      lease.beat(); // whose silence it is
    },
    onChange: () => tick(),
  });
  const test = createSelfTest({
    engine,
    report: (heard) =>
      new Promise((resolve) => {
        const sent = emit('horn.tested', { room, heard }, (answer) => resolve(isOk(answer)));
        if (!sent) resolve(false);
      }),
    onHeard: () => memory.set('tested', String(world().clock ?? 0)),
    now,
    onChange: publish,
  });
  let view = look(null);

  function leaseOf(name: string): Lease {
    return createLease({
      room: name,
      emit: (payload, reply) => void emit('horn.beat', payload, reply),
      state: engine.state,
      now,
      onChange: () => tick(),
    });
  }

  function tick(): void {
    lease.tick();
    test.tick();
    silencing.tick();
    publish(step());
  }

  /** Of a long list only what may sound is looked at again and again. */
  function candidates(): readonly HornRow[] | null {
    const { rows } = world();
    if (rows !== known.rows) known = { rows, calling: rows?.filter(({ state: is }) => is === 'active_unack') ?? null };
    return known.calling;
  }

  /** What sounds, after one step of the rule. */
  function step(): HornPriority | null {
    const { flood, link } = world();
    const rows = candidates();
    if (isOld(link) && !old) {
      engine.play('lost');
      busyUntil = now() + lengthMs(PATTERNS.lost);
    }
    old = isOld(link);
    if (rows === null) return null;
    // Only what was there when it was pressed is kept back meanwhile.
    const keptBack = isKeptBack(rows);
    const audible = lease.sounds() && engine.state() === 'ok' && !keptBack && now() >= busyUntil && !isTesting();
    const silent = { silencedUpTo: silencedUpTo(), alone: lease.alone() };
    const next = hornStep(state, { rows, ...silent, flood, audible, now: now() });
    if (state.on && (!next.state.on || keptBack) && !isTesting() && now() >= busyUntil) engine.stop();
    state = next.state;
    if (next.play !== null) engine.play(next.play);
    rest = flood && next.sounding !== null ? next.rest : 0;
    ringBack(next.sounding === null && !flood && !old && lease.sounds() && !isTesting() && now() >= busyUntil);
    return next.sounding;
  }

  function ringBack(mayRing: boolean): void {
    const { rows } = world();
    if (rows === null) return;
    const ring = ringStep(returns, { rows, busy: !mayRing, now: now() });
    returns = ring.state;
    if (ring.rings) engine.play('back');
  }

  function isKeptBack(rows: readonly HornRow[]): boolean {
    const wish = silencing.asked();
    if (wish === null) return false;
    const { occurrence, upTo } = wish;
    const before = silencedUpTo() ?? 0;
    return occurrence === null
      ? sounding(rows, Math.max(upTo, before), lease.alone()) === null
      : sounding(rows, before, { ...lease.alone(), [occurrence]: instantText(upTo) }) === null;
  }

  const isTesting = (): boolean => test.get().stage === 'playing';
  const silencedUpTo = (): number | null => lease.silence()?.upTo ?? null;

  function look(heard: HornPriority | null): HornView {
    const { link, clock, shiftStart } = world();
    const rows = candidates();
    const silence = lease.silence();
    const waits = rows !== null && heard === null && sounding(rows, null) !== null;
    const alone = lease.alone();
    const tested = Number(memory.get('tested') ?? Number.NaN);
    return {
      room,
      blocked: engine.state() === 'blocked' && now() - openedAt >= OPENING_MS,
      sounding: heard,
      here: lease.sounds(),
      holder: lease.holder(),
      stale: isOld(link),
      silence: waits ? silence : null,
      silencing: silencing.asked() !== null,
      alone: rows?.filter((one) => one.hornAt !== null && (alone[one.occurrence] ?? '') >= one.hornAt).length ?? 0,
      rest,
      problem: silencing.problem(),
      test: test.get(),
      testDue: clock !== null && shiftStart !== null && !(tested >= shiftStart),
    };
  }

  function publish(heard: HornPriority | null = view.sounding): void {
    const next = look(heard);
    if (same(view, next)) return;
    view = next;
    for (const listener of listeners) listener();
  }

  return {
    get: (): HornView => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tick,
    /** The line is there again, or sound has been let through or kept back: the server hears of it at once. */
    beat(): void {
      lease.beat();
      tick();
    },
    changed: (news: HornChanged): void => lease.changed(news),
    /** Still for everything that is there now, in the whole room. Not an acknowledgement. */
    silence(): void {
      const upTo = lastCall(world().rows ?? []);
      if (upTo !== null && view.sounding !== null) silencing.ask({ room, upTo, occurrence: null });
    },
    /** Still for this alarm alone, in the whole room, until the next urgent one. */
    silenceOne(row: HornRow): void {
      if (sounding([row], silencedUpTo(), lease.alone()) === null || row.hornAt === null) return;
      silencing.ask({ room, upTo: Date.parse(row.hornAt), occurrence: row.occurrence });
    },
    resume: engine.resume,
    startTest: test.start,
    answerTest: (heard: boolean): void => void test.answer(heard),
    dismiss(): void {
      silencing.dismiss();
      test.dismiss();
      publish();
    },
    setRoom(name: string): void {
      const wanted = name.trim().normalize('NFC').slice(0, 64);
      if (wanted === '' || wanted === room) return;
      room = wanted;
      memory.set('room', room);
      // Another room, another silence: what waits there is heard.
      [state, lease] = [SILENT, leaseOf(room)];
      silencing.forget();
      tick();
    },
    close: engine.close,
  };
}

const same = (a: HornView, b: HornView): boolean =>
  (Object.keys(b) as (keyof HornView)[]).every((key) => a[key] === b[key]);
