// What the rules of dossiers share: one alarm for each agency, its name and figures in words, and what a silent feed does.
import type { Calendar } from '../../calendar.ts';
import type { Cause, Finding, RuleContext } from '../../source.ts';
import { HOUR_MS } from '../../time.ts';
import type { DossierModel } from './model.ts';

/** 1234.5 → "1.234,5": vi-VN, at most one decimal. Not Intl, which differs between machines. */
export function vi(value: number): string {
  const [whole = '0', decimal] = (Math.round(value * 10) / 10).toString().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return decimal === undefined ? grouped : `${grouped},${decimal}`;
}

export const nameOf = (code: string, ctx: RuleContext): string => ctx.registry.agencies.get(code)?.name ?? code;

const UNKNOWN = 'nguồn dữ liệu im lặng, chưa biết hiện nay thế nào';

const silentFeed = (source: string): Cause => ({ rule: 'A01', subject: source });

export type Judged = Pick<Finding, 'priority' | 'text' | 'count'>;

/**
 * A finding for each agency of which `judge` finds something. `at` is the instant to judge at: now, or, where the feed
 * that brings this agency is silent, when that was last heard. What stands then is yielded with the silence as its cause,
 * at `level` when it would be gone; nothing new is.
 */
export function* judgeAgencies(
  model: DossierModel,
  ctx: RuleContext,
  level: string,
  judge: (agency: number, subject: string, at: number) => Judged | null,
): Iterable<Finding> {
  let feed: string | null = null;
  let isSilent = false;
  for (let agency = 0; agency < model.agencyCodes.length; agency++) {
    const subject = model.agencyCodes[agency] ?? '';
    const heardFrom = model.heardFrom[agency] ?? null;
    if (heardFrom !== feed) {
      feed = heardFrom;
      isSilent = feed !== null && ctx.isFeedSilent(feed);
    }
    if (!isSilent || feed === null) {
      const found = judge(agency, subject, ctx.now);
      if (found) yield { subject, agency: subject, ...found };
    } else if (ctx.isActive(subject)) {
      const found = judge(agency, subject, ctx.feedHeardAt(feed) ?? ctx.now);
      const unknown = { priority: ctx.level(level), text: `${nameOf(subject, ctx)}: ${UNKNOWN}` };
      yield { subject, agency: subject, ...(found ?? unknown), causes: [silentFeed(feed)] };
    }
  }
}

/** For alarms of more than one agency: the silence of all feeds of dossiers, when all are silent; else null. */
export function silenceOfAll(model: DossierModel, ctx: RuleContext): readonly Cause[] | null {
  const sources = new Set(model.heardFrom);
  sources.add(model.lastFrom);
  sources.delete(null);
  const causes: Cause[] = [];
  for (const source of sources) {
    if (source === null || !ctx.isFeedSilent(source)) return null;
    causes.push(silentFeed(source));
  }
  return causes.length === 0 ? null : causes;
}

/** The same rule for a subject that all feeds speak of. */
export function* judgeSubject(
  causes: readonly Cause[] | null,
  ctx: RuleContext,
  subject: string,
  level: string,
  judge: () => Judged | null,
): Iterable<Finding> {
  if (causes !== null && !ctx.isActive(subject)) return;
  const found = judge();
  if (causes === null) {
    if (found) yield { subject, ...found };
  } else yield { subject, ...(found ?? { priority: ctx.level(level), text: UNKNOWN }), causes };
}

/** A working day of the thresholds. */
export const WORKDAY_MS = 8 * HOUR_MS;

/** What lies before this instant lies more than `ms` of working time before `at`. */
export const longBefore = (calendar: Calendar, at: number, ms: number): number => calendar.reaching(at + 1, ms + 1);

/** Made anew when asked for another instant: limits that are the same for nearly all agencies. */
export function perInstant<T>(make: (at: number) => T): (at: number) => T {
  let last: { at: number; made: T } | null = null;
  return (at) => {
    if (last?.at !== at) last = { at, made: make(at) };
    return last.made;
  };
}
