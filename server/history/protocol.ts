// What the main thread and the history worker say to each other. Instants are epoch ms.
import type { Kpi } from '../../shared/alarm/kpi-schema.ts';
import type { DayStory, DayStrip } from '../../shared/day-schema.ts';
import type { Explained } from '../../shared/explain/answer.ts';
import type { Frame } from '../../shared/wire.ts';

export type Truth = 'then' | 'now';

export type ViewQuery = Readonly<{ at: number; as: Truth; seq: number | null }>;
export type ViewAnswer = Readonly<{ seq: number; at: number; hash: string; view: unknown }>;

/** `from` is in, `to` is out. */
export type KpiQuery = Readonly<{ from: number; to: number }>;

/** `seq`: where the log ends for this replay; null: where it ends now. */
export type OpenOptions = Readonly<{ session: string; from: number; to: number; as: Truth; seq: number | null }>;
/** `skipQuiet`: stretches without events are passed over. `loop`: what is played again and again. */
export type PlayOptions = Readonly<{
  speed: number;
  skipQuiet: boolean;
  loop: Readonly<{ from: number; to: number }> | null;
}>;
/** `subject`: the endpoint, or the occurrence of an alarm. */
export type Step = Readonly<{
  to: 'event' | 'alarm' | 'endpoint';
  back?: boolean | undefined;
  subject?: string | undefined;
}>;
export type Moved = { at: number; seq: number } | { superseded: true };

/** `day`: local day number; `now`: the server's clock. Beyond it nothing is missing yet. */
export type DayQuery = Readonly<{ day: number; as: Truth; now: number }>;
/** `until`: no item is later; null: to the day's end. */
export type StoryQuery = Omit<DayQuery, 'now'> & Readonly<{ until: number | null }>;

/** `named`: dossiers by their whole code, for whoever may know it. `seq` null: as in a ViewQuery. */
export type ExplainQuery = ViewQuery &
  Readonly<{ figure: string; agency: string | null; conference: string | null; named: boolean }>;

/** Calls of the main thread; each is answered once. */
export type Calls = {
  viewAt: { args: ViewQuery; result: ViewAnswer };
  kpi: { args: KpiQuery; result: Kpi };
  explain: { args: ExplainQuery; result: Explained };
  day: { args: DayQuery; result: DayStrip };
  story: { args: StoryQuery; result: DayStory };
  open: { args: OpenOptions; result: { seq: number } };
  play: { args: { session: string } & PlayOptions; result: null };
  pause: { args: { session: string }; result: null };
  seek: { args: { session: string; at: number }; result: Moved };
  step: { args: { session: string } & Step; result: Moved };
  /** The screen has missed frames: send a snapshot. */
  resync: { args: { session: string }; result: null };
  close: { args: { session: string }; result: null };
};
export type CallName = keyof Calls;

export type Request = { [N in CallName]: { id: number; name: N; args: Calls[N]['args'] } }[CallName];
export type Reply =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; message: string; code: string; extra: RefusalExtra };

/** `skipped`: the quiet stretch that was just passed over. */
type Pace = { speed: number; achieved: number; skipped: { from: string; to: string } | null };
/** What the worker sends unasked: a session's frames and speed. */
export type Emission =
  | { session: string; event: 'frame'; payload: Frame & Pace }
  | { session: string; event: 'speed'; payload: Pace & { at: string; ended: boolean } };

/** `where`: the field; `first`: the first instant that can be seen (epoch ms). */
export type RefusalExtra = Readonly<{ where?: string; first?: number }>;

/** Something the caller asked for that cannot be: told to the person, not logged as a fault. */
export class HistoryRefusal extends Error {
  constructor(
    readonly code: 'INVALID' | 'NOT_FOUND' | 'PRUNED' | 'SUPERSEDED',
    message: string,
    readonly extra: RefusalExtra = {},
  ) {
    super(message);
  }
}
