// What a source of events must provide. A source is a folder in shared/sources; the machinery is written once around it.
import type { z } from 'zod';
import type { Calendar } from './calendar.ts';
import type { LogEvent } from './event.ts';
import type { Registry } from './registry.ts';

export type Priority = 'P1' | 'P2' | 'P3' | 'P4';

/** What folds, views and rules of a source may know beside their own model. Read-only for them. */
export type Context = Readonly<{
  registry: Registry;
  calendar: Calendar;
  /** Is this feed silent at `now` (rule A01)? Content of a silent feed is unknown, not calm. */
  isFeedSilent: (source: string) => boolean;
  /** Instant of the newest event of the feed, by `foldAt`; null when never heard. */
  feedHeardAt: (source: string) => number | null;
}>;

/** A true condition found by a rule at `now`. One alarm stands for each (rule, subject). */
export type Finding = Readonly<{
  subject: string;
  priority: Priority;
  /** Vietnamese, one line, what is wrong; logged with the alarm so that a replay shows what was read that day. */
  text: string;
  /** How often the condition has been seen since it began (a campaign's alerts, an asset's repeats); 1 when absent. */
  count?: number;
}>;

export type RuleContext = Context &
  Readonly<{
    now: number;
    /** Does an alarm of this rule and subject stand active? For hysteresis. */
    isActive: (subject: string) => boolean;
    /** A notice disposed of by an operator stays disposed: only what is newer than this seq counts again. -1: never. */
    disposedSeq: (subject: string) => number;
    /** Is an alarm of another rule active on this subject? For symptoms of a known cause (A22 over A21). */
    isRuleActive: (rule: string, subject: string) => boolean;
  }>;

export type RuleKind =
  /** has a return of its own: endpoint dropped / joined */
  | 'pair'
  /** a figure beyond a limit */
  | 'level'
  /** the source never says that it is over: closed by `security.alert_closed` or by the operator's disposal */
  | 'notice';

export type Rule<M> = Readonly<{
  id: string;
  kind: RuleKind;
  /** Vietnamese name of the alarm type. */
  name: string;
  /** Its return stays on the list until a supervisor resets it. */
  latching?: boolean;
  /**
   * All conditions true at `now`, from (model, now) alone: on-delays are counted from instants in the model,
   * hysteresis from `isActive`. Called after each batch and each second, so cheap. Must not change the model.
   */
  judge: (model: M, ctx: RuleContext) => Iterable<Finding>;
}>;

export type Source<M, V> = Readonly<{
  name: string;
  /** Schema of `data` by event type. Fields not in it are dropped at the door. */
  types: Readonly<Record<string, z.ZodType>>;
  empty: () => M;
  /**
   * Folds one event into the model it owns. Returns true when the event came late: older than what its subject has
   * already been through, or of a local day that had ended. Never moves a state backwards.
   */
  fold: (model: M, event: LogEvent, ctx: Context) => boolean;
  /** Brings what depends on the clock up to `now` (local day, overdue, heartbeat time-outs). `now` never decreases. */
  settle: (model: M, now: number, ctx: Context) => void;
  /**
   * What a screen may know at `now`, after `settle`. Plain JSON. Sub-objects that did not change since the last call
   * are returned as the same reference, so that the difference of two views costs what changed, not what there is.
   */
  view: (model: M, now: number, ctx: Context) => V;
  rules: readonly Rule<M>[];
  /** Drops what the model no longer needs: closed things whose last event was received before `before` (epoch ms). */
  forget: (model: M, before: number) => void;
}>;

/** Identity function that lets the compiler infer a source's model and view. */
export const defineSource = <M, V>(source: Source<M, V>): Source<M, V> => source;

/** The same for a rule of the machinery itself (feeds, walls), which judges over a part of the model that it names. */
export const defineCoreRule = <M>(rule: Rule<M>): Rule<M> => rule;
