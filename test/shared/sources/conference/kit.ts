// A small conference bench: events by short names, a model made by folds, a context whose feeds can be silenced.

import type { LogEvent } from '../../../../shared/event.ts';
import type { Context, Finding, RuleContext } from '../../../../shared/source.ts';
import { conferenceSource } from '../../../../shared/sources/conference/index.ts';
import type { ConferenceModel } from '../../../../shared/sources/conference/model.ts';
import { instantText, parseInstant } from '../../../../shared/time.ts';
import { defaultsFor } from '../../../support/rule-defaults.ts';

/** 2026-11-23 (a Monday) at hh:mm[:ss[.sss]] local. */
export const at = (clock: string, day = '2026-11-23'): number =>
  parseInstant(`${day}T${clock.length === 5 ? `${clock}:00` : clock}+07:00`);

export type Tables = { silent?: Set<string>; agencies?: Context['registry']['agencies'] };

export function context(
  model: ConferenceModel,
  tables: Tables = {},
  heard: (source: string) => number | null = () => null,
): Context {
  return {
    registry: { agencies: tables.agencies ?? new Map(), procedures: new Map(), version: 1 },
    calendar: undefined as never,
    isFeedSilent: (source) => tables.silent?.has(source) ?? false,
    feedHeardAt: (source) => heard(source) ?? model.feeds.get(source)?.heardAt ?? null,
  };
}

export function bench(tables: Tables = {}) {
  const model = conferenceSource.empty();
  let seq = 0;
  let heardAt: number | null = null;
  const active = new Set<string>();
  const ctx = context(model, tables, () => heardAt);
  const self = {
    model,
    ctx,
    active,
    /** A message of the feed that is not an endpoint's. */
    hear: (instant: number) => {
      heardAt = instant;
    },
    send(type: string, subject: string, time: number, data: unknown = {}, more: Partial<LogEvent> = {}): boolean {
      seq += 1;
      const receivedAt = more.receivedAt ?? time;
      const base = {
        seq,
        receivedAt,
        time,
        foldAt: receivedAt,
        id: `e${seq}`,
        source: '/mcu',
        type,
        subject,
        agency: null,
        data,
      };
      return conferenceSource.fold(model, { ...base, ...more }, ctx);
    },
    register: (id: string, agency: string, tier = 'commune', critical = false) =>
      self.send('endpoint.registered', id, at('06:00'), { name: `Điểm ${id}`, tier, agency, critical }),
    schedule: (
      id: string,
      endpoints: string[],
      time: number,
      startsAt = at('08:00'),
      endsAt = at('12:00'),
      chair?: string,
    ) =>
      self.send('conference.scheduled', id, time, {
        title: `Hội nghị ${id}`,
        startsAt: instantText(startsAt),
        endsAt: instantText(endsAt),
        endpoints,
        ...(chair ? { chair } : {}),
      }),
    join: (id: string, time: number, conference?: string, session?: string) =>
      self.presence('joined', id, time, conference, session),
    left: (id: string, time: number, conference?: string, session?: string) =>
      self.presence('left', id, time, conference, session),
    drop: (id: string, time: number, conference?: string, session?: string) =>
      self.presence('dropped', id, time, conference, session),
    beat: (id: string, time: number, conference?: string, session?: string) =>
      self.presence('heartbeat', id, time, conference, session),
    presence: (what: string, id: string, time: number, conference?: string, session?: string) =>
      self.send(`endpoint.${what}`, id, time, {
        ...(conference ? { conference } : {}),
        ...(session ? { session } : {}),
      }),
    view(now: number) {
      conferenceSource.settle(model, now, ctx);
      return conferenceSource.view(model, now, ctx);
    },
    /** Findings of one rule at `now` by subject; what it finds stands as active from then on. */
    judge(rule: string, now: number): Map<string, Finding> {
      conferenceSource.settle(model, now, ctx);
      const ruleCtx: RuleContext = {
        ...ctx,
        ...defaultsFor(conferenceSource.rules.find(({ id }) => id === rule)),
        registry: ctx.registry,
        now,
        isActive: (subject) => active.has(`${rule} ${subject}`),
        isRuleActive: (other, subject) => active.has(`${other} ${subject}`),
        disposedSeq: () => -1,
      };
      const found = new Map<string, Finding>();
      for (const one of conferenceSource.rules) {
        if (one.id === rule) for (const finding of one.judge(model, ruleCtx)) found.set(finding.subject, finding);
      }
      for (const key of active) if (key.startsWith(`${rule} `)) active.delete(key);
      for (const subject of found.keys()) active.add(`${rule} ${subject}`);
      return found;
    },
  };
  return self;
}

export const names = (count: number, prefix = 'EP-'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);
