// A small security bench: alerts by short names, a model made by folds, findings by rule.

import type { LogEvent } from '../../../../shared/event.ts';
import type { Context, Finding, RuleContext } from '../../../../shared/source.ts';
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

export function bench(model = securitySource.empty()) {
  let seq = 0;
  const active = new Set<string>();
  const disposed = new Map<string, number>();
  const self = {
    model,
    active,
    disposed,
    seq: () => seq,
    send(type: string, subject: string, time: number, data: unknown, receivedAt = time): boolean {
      seq += 1;
      const event: LogEvent = {
        seq,
        receivedAt,
        time,
        foldAt: receivedAt,
        id: `e${seq}`,
        source: '/soc',
        type: `security.${type}`,
        subject,
        agency: null,
        data,
      };
      return securitySource.fold(self.model, event, ctx);
    },
    alert: (id: string, time: number, fields: AlertFields = {}, receivedAt = time) =>
      self.send('alert', id, time, { severity: 'low', category: 'malware', sensor: 'av', ...fields }, receivedAt),
    close: (id: string, time: number) => self.send('alert_closed', id, time, { verdict: 'false_positive' }),
    view(now: number) {
      securitySource.settle(self.model, now, ctx);
      return securitySource.view(self.model, now, ctx);
    },
    /** Findings of one rule at `now` by subject; what it finds stands as active from then on. */
    judge(rule: string, now: number): Map<string, Finding> {
      securitySource.settle(self.model, now, ctx);
      const ruleCtx: RuleContext = {
        ...ctx,
        ...defaultsFor(securitySource.rules.find(({ id }) => id === rule)),
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
