// What the main thread and the history worker say to each other. Instants are epoch ms.
import type { Kpi } from '../../shared/alarm/kpi-schema.ts';
import type { Explained } from '../../shared/explain/answer.ts';
import type { Frame } from '../../shared/wire.ts';

export type Truth = 'then' | 'now';

export type ViewQuery = Readonly<{ at: number; as: Truth; seq: number | null }>;
export type ViewAnswer = Readonly<{ seq: number; at: number; hash: string; view: unknown }>;

/** `from` is in, `to` is out. */
export type KpiQuery = Readonly<{ from: number; to: number }>;

export type Step = Readonly<{ to: 'event' | 'alarm'; back?: boolean | undefined }>;

/** `named`: dossiers by their whole code, for whoever may know it. `seq` null: as in a ViewQuery. */
export type ExplainQuery = ViewQuery &
  Readonly<{ figure: string; agency: string | null; conference: string | null; named: boolean }>;

/** Calls of the main thread; each is answered once. */
export type Calls = {
  viewAt: { args: ViewQuery; result: ViewAnswer };
  kpi: { args: KpiQuery; result: Kpi };
  explain: { args: ExplainQuery; result: Explained };
  open: { args: { session: string; from: number; to: number; as: Truth }; result: { seq: number } };
  play: { args: { session: string; speed: number }; result: null };
  pause: { args: { session: string }; result: null };
  seek: { args: { session: string; at: number }; result: { at: number; seq: number } | { superseded: true } };
  step: { args: { session: string } & Step; result: { at: number; seq: number } | { superseded: true } };
  /** The screen has missed frames: send a snapshot. */
  resync: { args: { session: string }; result: null };
  close: { args: { session: string }; result: null };
};
export type CallName = keyof Calls;

export type Request = { [N in CallName]: { id: number; name: N; args: Calls[N]['args'] } }[CallName];
export type Reply =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; message: string; code: string };

/** What the worker sends unasked: a session's frames and speed. */
export type Emission =
  | { session: string; event: 'frame'; payload: Frame & { speed: number; achieved: number } }
  | { session: string; event: 'speed'; payload: { speed: number; achieved: number; at: string; ended: boolean } };

/** Something the caller asked for that cannot be: told to the person, not logged as a fault. */
export class HistoryRefusal extends Error {
  constructor(
    readonly code: 'INVALID' | 'NOT_FOUND' | 'PRUNED' | 'SUPERSEDED',
    message: string,
  ) {
    super(message);
  }
}
