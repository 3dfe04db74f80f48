// Two benches: one of this source alone with feeds that can be silenced, and a whole model with its alarm list.

import type { AlarmData } from '../../../../shared/alarm/events.ts';
import { find, openOf } from '../../../../shared/alarm/fold.ts';
import { type Occurrence, shownPriority, stateOf } from '../../../../shared/alarm/occurrence.ts';
import { defaultSettings, type RuleSettings } from '../../../../shared/alarm/settings.ts';
import type { LogEvent, NewEvent } from '../../../../shared/event.ts';
import { judge, ruleOf } from '../../../../shared/judge.ts';
import { emptyModel, step } from '../../../../shared/model.ts';
import type { Context } from '../../../../shared/source.ts';
import { conferenceSource } from '../../../../shared/sources/conference/index.ts';
import type { ConferenceModel } from '../../../../shared/sources/conference/model.ts';
import { instantText, parseInstant } from '../../../../shared/time.ts';

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

type Send = (type: string, subject: string, time: number, data?: unknown, more?: Partial<LogEvent>) => boolean;

/** Events by short names, sent by `send`. */
function verbs(send: Send) {
  const presence = (what: string) => (id: string, time: number, conference?: string, session?: string) =>
    send(`endpoint.${what}`, id, time, { ...(conference ? { conference } : {}), ...(session ? { session } : {}) });
  return {
    send,
    register: (id: string, agency: string, tier = 'commune', critical = false) =>
      send('endpoint.registered', id, at('06:00'), { name: `Điểm ${id}`, tier, agency, critical }),
    schedule: (
      id: string,
      endpoints: string[],
      time: number,
      startsAt = at('08:00'),
      endsAt = at('12:00'),
      chair?: string,
    ) =>
      send('conference.scheduled', id, time, {
        title: `Hội nghị ${id}`,
        startsAt: instantText(startsAt),
        endsAt: instantText(endsAt),
        endpoints,
        ...(chair ? { chair } : {}),
      }),
    open: (time = at('08:00'), id = 'HN') => send('conference.opened', id, time, {}),
    test: (id: string, time: number, sound = 'ok') => send('endpoint.test', id, time, { picture: 'ok', sound }),
    quality: (id: string, time: number, data: Record<string, unknown>) => send('endpoint.quality', id, time, data),
    join: presence('joined'),
    left: presence('left'),
    drop: presence('dropped'),
    beat: presence('heartbeat'),
  };
}

const eventOf = (
  seq: number,
  type: string,
  subject: string,
  time: number,
  data: unknown,
  more: Partial<LogEvent>,
): LogEvent => ({
  seq,
  receivedAt: more.receivedAt ?? time,
  foldAt: more.receivedAt ?? time,
  time,
  id: `e${seq}`,
  source: '/mcu',
  type,
  subject,
  agency: null,
  data,
  ...more,
});

/** The model of this source alone, for its view. */
export function bench(tables: Tables = {}) {
  const model = conferenceSource.empty();
  let seq = 0;
  let heardAt: number | null = null;
  const ctx = context(model, tables, () => heardAt);
  return {
    model,
    ctx,
    /** A message of the feed that is not an endpoint's. */
    hear: (instant: number) => {
      heardAt = instant;
    },
    ...verbs((type, subject, time, data = {}, more = {}) => {
      seq += 1;
      return conferenceSource.fold(model, eventOf(seq, type, subject, time, data, more), ctx);
    }),
    view(now: number) {
      conferenceSource.settle(model, now, ctx);
      return conferenceSource.view(model, now, ctx);
    },
  };
}

export type Desk = ReturnType<typeof desk>;

/** A whole model with its alarm list, judged as the hub does it: the machinery has its say. */
export function desk() {
  const model = emptyModel(false);
  let [seq, ids] = [0, 0];
  const fold = (event: LogEvent): true => {
    step(model, JSON.parse(JSON.stringify(event)) as LogEvent);
    return true;
  };
  const told = (events: readonly NewEvent[], now: number): string[] =>
    events.map((event) => {
      seq += 1;
      fold({ ...event, seq, receivedAt: now, foldAt: now });
      const o = find(model.alarms, event.subject ?? '');
      return `${event.type.slice('alarm.'.length)} ${o?.rule} ${o?.subject}`;
    });
  const own = verbs((type, subject, time, data = {}, more = {}) => {
    seq += 1;
    return fold(eventOf(seq, type, subject, time, data, more));
  });
  const self = {
    ...own,
    model,
    /** Every alarm that was announced: "A21 EP-1@HN P3". */
    announced: [] as string[],
    /** What the judging at `now` logged: "raised A21 EP-1@HN". */
    judge(now: number): string[] {
      const events = judge(model, now, () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`);
      for (const { type, data } of events) {
        const raised = data as AlarmData['alarm.raised'];
        if (type === 'alarm.raised' && raised.cause === null)
          self.announced.push(`${raised.rule} ${raised.subject} ${raised.priority}`);
      }
      return told(events, now);
    },
    /** Judges each second in [from, to]. `alive`: the feed says each half minute that it lives, and nothing more. */
    watch(from: number, to: number, alive = true): string[] {
      const log: string[] = [];
      for (let now = from; now <= to; now += 1_000) {
        if (alive && (now - from) % 30_000 === 0) self.pulse(now);
        log.push(...self.judge(now));
      }
      return log;
    },
    pulse: (now: number) => own.send('feed.heartbeat', '/mcu', now, { expectedEverySec: 60 }),
    /** Settings of a rule, changed by an administrator. */
    set(id: string, now: number, change: Partial<RuleSettings>): void {
      const rule = ruleOf(id);
      if (rule === undefined) throw new Error(`no rule ${id}`);
      const settings = { ...defaultSettings(rule), ...change };
      own.send('config.rule_changed', id, now, { by: 'admin', byName: 'Quản trị', settings, reason: null });
    },
    /** Open alarms of a rule by subject: "P3 active_unack". */
    rows(rule: string): Record<string, string> {
      const open = [...model.alarms.open.values()].filter((o) => o.rule === rule);
      return Object.fromEntries(open.map((o) => [o.subject, `${shownPriority(o)} ${stateOf(o)}`]).sort());
    },
    /** Alarms of a rule whose condition is true, by subject, with the priority it has now. */
    active(rule: string): Record<string, string> {
      const open = [...model.alarms.open.values()].filter((o) => o.rule === rule && o.cond === 'ACTIVE');
      return Object.fromEntries(open.map((o) => [o.subject, o.priority]).sort());
    },
    one(rule: string, subject: string): Occurrence {
      const o = openOf(model.alarms, rule, subject);
      if (o === undefined) throw new Error(`no open alarm of ${rule} on ${subject}`);
      return o;
    },
  };
  return self;
}

/** 17 communes of H44.20, 20 of H44.21, all in an open conference with `more` others of H44.22…29. */
export function province(more = 265): Desk {
  const b = desk();
  const all = [...names(17, 'YL-'), ...names(20, 'CK-'), ...names(more)];
  for (const id of names(17, 'YL-')) b.register(id, `H44.20.${Number(id.slice(3))}`);
  for (const id of names(20, 'CK-')) b.register(id, `H44.21.${Number(id.slice(3))}`);
  for (const [i, id] of names(more).entries()) b.register(id, `H44.${22 + (i % 8)}.${i}`);
  b.schedule('HN', all, at('06:00'));
  for (const id of all) b.join(id, at('07:50'), 'HN');
  b.open();
  return b;
}

export const names = (count: number, prefix = 'EP-'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);
