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

const unknown = (of: string): string => `${of}: nguồn dữ liệu im lặng, chưa biết hiện nay thế nào`;

const silentFeed = (source: string): Cause => ({ rule: 'A01', subject: source });

export type Judged = Pick<Finding, 'priority' | 'text' | 'count'>;

/**
 * A finding for each agency of which `judge` finds something, with the silence of the feed that brings this agency as its
 * cause: named always, so that the alarm comes out from under it when the feed is back. `at` is the instant to judge at:
 * now, or, where that feed is silent, when it was last heard. What stands then stays, at `level` when it would be gone;
 * nothing new is found.
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
    if (isSilent && !ctx.isActive(subject)) continue;
    const heardAt = isSilent && feed !== null ? ctx.feedHeardAt(feed) : null;
    const found = judge(agency, subject, heardAt ?? ctx.now);
    if (!found && !isSilent) continue;
    yield {
      subject,
      agency: subject,
      ...(found ?? { priority: ctx.level(level), text: unknown(nameOf(subject, ctx)) }),
      causes: feed === null ? [] : [silentFeed(feed)],
    };
  }
}

/** For alarms of more than one agency: the silence of all feeds of dossiers; empty unless all are silent. */
export function silenceOfAll(model: DossierModel, ctx: RuleContext): readonly Cause[] {
  const sources = new Set(model.heardFrom);
  sources.add(model.lastFrom);
  const causes: Cause[] = [];
  for (const source of sources) {
    if (source === null) continue;
    if (!ctx.isFeedSilent(source)) return [];
    causes.push(silentFeed(source));
  }
  return causes;
}

/** The same rule for a subject that all feeds speak of; `name`: in words. */
export function* judgeSubject(
  causes: readonly Cause[],
  ctx: RuleContext,
  { subject, name }: Readonly<{ subject: string; name: string }>,
  level: string,
  judge: () => Judged | null,
): Iterable<Finding> {
  const isSilent = causes.length > 0;
  if (isSilent && !ctx.isActive(subject)) return;
  const found = judge();
  if (found || isSilent) yield { subject, ...(found ?? { priority: ctx.level(level), text: unknown(name) }), causes };
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
