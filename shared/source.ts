// What a source of events must provide. A source is a folder in shared/sources; the machinery is written once around it.
import type { z } from 'zod';
import type { Calendar } from './calendar.ts';
import type { LogEvent } from './event.ts';
import type { Registry } from './registry.ts';
import type { Gauge } from './usual.ts';

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

/** Another alarm that explains a condition: it is raised suppressed by design under it, and comes out when the cause is over. */
export type Cause = Readonly<{ rule: string; subject: string }>;

/** A true condition found by a rule at `now`. One alarm stands for each (rule, subject). */
export type Finding = Readonly<{
  subject: string;
  priority: Priority;
  /** Whom it concerns, where the rule knows. */
  agency?: string | null;
  /** Instant (epoch ms) from which it has been true without a break, out of the model. On-delays are counted from it. */
  since?: number;
  /**
   * The first of these that stands active explains this condition. A condition of a silent feed is yielded as long as its
   * alarm stands, with the feed's A01 as cause: what it is now nobody knows.
   */
  causes?: readonly Cause[];
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
    /** Rises whenever what `disposedSeq` answers may have changed, for whatever subject. Left out: ask each time. */
    disposals?: number;
    /** Is an alarm of another rule active on this subject? */
    isRuleActive: (rule: string, subject: string) => boolean;
    /** A threshold of this rule as it is set, in the unit of its `ParamSpec`. Throws for a name the rule does not declare. */
    param: (name: string) => number;
    /** Priority of one of this rule's levels as it is set. Throws for a name the rule does not declare. */
    level: (name: string) => Priority;
  }>;

/** A threshold an administrator may set. `unit`: Vietnamese, as it stands behind the figure. */
export type ParamSpec = Readonly<{ label: string; unit: string; default: number; min: number; max: number }>;

/** How bad a finding of the rule may be: Vietnamese for when it applies, and the priority it has by default. */
export type LevelSpec = Readonly<{ label: string; default: Priority }>;

export type RuleKind =
  /** has a return of its own: endpoint dropped / joined */
  | 'pair'
  /** a figure beyond a limit */
  | 'level'
  /** the source never says that it is over: closed by `security.alert_closed` or by the operator's disposal */
  | 'notice';

/** What a duty officer reads beside an alarm (Vietnamese): its meaning, usual cause, what to do, and the time there is. */
export type Guidance = Readonly<{ meaning: string; cause: string; action: string; time: string }>;

export type Rule<M> = Readonly<{
  id: string;
  kind: RuleKind;
  /** Vietnamese name of the alarm type, unless an administrator has set another. */
  name: string;
  /** Who has to act, Vietnamese (domain.md §4), unless set. */
  owner: string;
  /** Its return stays on the list until a supervisor resets it. */
  latching?: boolean;
  /** Without it the rule stays off and cannot be switched on. */
  guidance?: Guidance;
  /** false: an administrator must switch it on. */
  enabled?: boolean;
  levels: Readonly<Record<string, LevelSpec>>;
  params?: Readonly<Record<string, ParamSpec>>;
  /** Present: every finding says `since`, and is raised only once it has been true for so long (seconds), unless set. */
  onDelaySec?: number;
  /** The alarm returns only once its condition has been away for so long (seconds), unless set. Default 0. */
  offDelaySec?: number;
  /**
   * All conditions true at `now`, from (model, now) alone; on-delay and off-delay are the machinery's, hysteresis comes
   * from `isActive`. A finding that did not change should be the same object as the last time. Called after each batch and
   * each second, so cheap. Must not change the model.
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
  /** Its main figures at `now`, after `settle`, which are to be compared with what is usual; null: not known. */
  gauges: (model: M, now: number, ctx: Context) => Readonly<Partial<Record<Gauge, number | null>>>;
  rules: readonly Rule<M>[];
  /** Drops what the model no longer needs: closed things whose last event was received before `before` (epoch ms). */
  forget: (model: M, before: number) => void;
}>;

/** Identity function that lets the compiler infer a source's model and view. */
export const defineSource = <M, V>(source: Source<M, V>): Source<M, V> => source;

/** The same for a rule of the machinery itself (feeds, walls), which judges over a part of the model that it names. */
export const defineCoreRule = <M>(rule: Rule<M>): Rule<M> => rule;
