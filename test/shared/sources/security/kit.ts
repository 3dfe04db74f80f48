// A small security bench: alerts by short names, a model made by folds, findings by rule.

import type { LogEvent } from '../../../../shared/event.ts';
import type { Context, Finding, Priority, RuleContext } from '../../../../shared/source.ts';
import { securitySource } from '../../../../shared/sources/security/index.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { defaultsFor } from '../../../support/rule-defaults.ts';

/** 2026-11-23 (a Monday) at hh:mm[:ss[.sss]] local. */
export const at = (clock: string, day = '2026-11-23'): number =>
  parseInstant(`${day}T${clock.length === 5 ? `${clock}:00` : clock}+07:00`);

export const ctx: Context = {
  registry: { agencies: new Map(), procedures: new Map(), version: 1 },
  calendar: undefined as never,
  isFeedSilent: () => false,
  feedHeardAt: () => null,
};

export type AlertFields = { severity?: string; category?: string; asset?: string; assetLevel?: number; count?: number };
type Setting = { params?: Record<string, number>; levels?: Record<string, Priority> };

/** Priority and count of each finding by subject. */
export const summary = (found: ReadonlyMap<string, Finding>) =>
  Object.fromEntries([...found].map(([subject, one]) => [subject, [one.priority, one.count]]));

export function bench(model = securitySource.empty()) {
  let seq = 0;
  const active = new Set<string>();
  const silent = new Set<string>();
  const disposed = new Map<string, number>();
  const self = {
    model,
    active,
    /** feeds that are silent */
    silent,
    disposed,
    seq: () => seq,
    send(type: string, subject: string, time: number, data: unknown, receivedAt = time, source = '/soc'): boolean {
      seq += 1;
      const event: LogEvent = {
        seq,
        receivedAt,
        time,
        foldAt: receivedAt,
        id: `e${seq}`,
        source,
        type: `security.${type}`,
        subject,
        agency: null,
        data,
      };
      return securitySource.fold(self.model, event, ctx);
    },
    alert: (id: string, time: number, fields: AlertFields = {}, receivedAt = time) =>
      self.send('alert', id, time, { severity: 'low', category: 'malware', sensor: 'av', ...fields }, receivedAt),
    close: (id: string, time: number, verdict = 'false_positive', receivedAt = time) =>
      self.send('alert_closed', id, time, { verdict }, receivedAt),
    view(now: number) {
      securitySource.settle(self.model, now, ctx);
      return securitySource.view(self.model, now, ctx);
    },
    /** Findings of one rule at `now` by subject; what it finds stands as active from then on. */
    judge(rule: string, now: number, { params = {}, levels = {} }: Setting = {}): Map<string, Finding> {
      securitySource.settle(self.model, now, ctx);
      const { param, level } = defaultsFor(securitySource.rules.find(({ id }) => id === rule));
      const ruleCtx: RuleContext = {
        ...ctx,
        param: (name) => params[name] ?? param(name),
        level: (name) => levels[name] ?? level(name),
        isFeedSilent: (source) => silent.has(source),
        now,
        isActive: (subject) => active.has(`${rule} ${subject}`),
        isRuleActive: (other, subject) => active.has(`${other} ${subject}`),
        disposedSeq: (subject) => disposed.get(`${rule} ${subject}`) ?? -1,
      };
      const found = new Map<string, Finding>();
      for (const one of securitySource.rules) {
        if (one.id === rule) for (const finding of one.judge(self.model, ruleCtx)) found.set(finding.subject, finding);
      }
      for (const key of active) if (key.startsWith(`${rule} `)) active.delete(key);
      for (const subject of found.keys()) active.add(`${rule} ${subject}`);
      return found;
    },
    /** An operator disposes of the alarm: what is newer counts again. */
    dispose(rule: string, subject: string) {
      disposed.set(`${rule} ${subject}`, seq);
    },
  };
  return self;
}
