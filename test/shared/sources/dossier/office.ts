// A one-stop office for tests: sends events into a dossier model and shows the view. Times are local texts `10 08:30`
// (day of March 2026 and clock) or epoch ms; what is sent is known at once unless `foldAt` says otherwise.

import { type Calendar, defaultCalendar } from '../../../../shared/calendar.ts';
import type { LogEvent } from '../../../../shared/event.ts';
import { emptyRegistry, foldRegistry, type Registry } from '../../../../shared/registry.ts';
import type { Context, RuleContext } from '../../../../shared/source.ts';
import { dossierSource } from '../../../../shared/sources/dossier/index.ts';
import type { DossierView } from '../../../../shared/sources/dossier/view-schema.ts';
import { instantText, parseInstant } from '../../../../shared/time.ts';
import { defaultsFor } from '../../../support/rule-defaults.ts';

export const FEED = '/phutho/motcua';
/** What every finding about an agency of this office would be explained by. */
export const CAUSES = [{ rule: 'A01', subject: FEED }];

export type When = string | number;

/** `10 08:30`, `10 08:30:15.250` or a full `2026-02-27 08:30` → epoch ms. */
export function ms(when: When): number {
  if (typeof when === 'number') return when;
  const [day = '', clock = ''] = when.split(' ');
  const date = day.length > 2 ? day : `2026-03-${day}`;
  const instant = parseInstant(`${date}T${clock.length === 5 ? `${clock}:00` : clock}+07:00`);
  if (Number.isNaN(instant)) throw new Error(`no instant: ${when}`);
  return instant;
}
export const text = (when: When): string => instantText(ms(when));

type Options = { agency?: string | null; foldAt?: When; seq?: number; source?: string };

type Judging = Readonly<{
  /** subjects on which an alarm of the rule stands */
  active?: readonly string[];
  /** seq up to which everything was disposed of */
  disposed?: number;
  /** thresholds other than the default */
  params?: Readonly<Record<string, number>>;
}>;

export function openOffice(calendar: Calendar = defaultCalendar) {
  const model = dossierSource.empty();
  const registry: Registry = emptyRegistry();
  const state = { calendar, seq: 0, foldAt: 0, silent: new Set<string>(), heardAt: new Map<string, number>() };
  const ctx: Context = {
    registry,
    get calendar() {
      return state.calendar;
    },
    isFeedSilent: (source) => state.silent.has(source),
    feedHeardAt: (source) => state.heardAt.get(source) ?? null,
  };
  const event = (type: string, subject: string | null, when: When, data: unknown, options: Options = {}): LogEvent => {
    state.foldAt = Math.max(state.foldAt, ms(options.foldAt ?? when));
    state.seq += 1;
    const source = options.source ?? FEED;
    state.heardAt.set(source, state.foldAt);
    return {
      seq: options.seq ?? state.seq,
      receivedAt: state.foldAt,
      foldAt: state.foldAt,
      time: ms(when),
      id: `e${state.seq}`,
      source,
      type,
      subject,
      agency: options.agency === undefined ? 'H44.14' : options.agency,
      data,
    };
  };
  const send = (type: string, subject: string, when: When, data: unknown = {}, options: Options = {}): boolean => {
    const schema = (dossierSource.types as Record<string, { parse: (data: unknown) => unknown }>)[type];
    if (!schema) throw new Error(`no such type: ${type}`);
    return dossierSource.fold(model, event(type, subject, when, schema.parse(data), options), ctx);
  };
  return {
    model,
    ctx,
    registry,
    state,
    send,
    submit: (subject: string, when: When, data: unknown = {}, options: Options = {}) =>
      send('dossier.submitted', subject, when, data, options),
    status: (subject: string, when: When, status: number, options: Options = {}) =>
      send('dossier.status', subject, when, { status }, options),
    due: (subject: string, when: When, dueAt: When | null, reason = 'initial', options: Options = {}) =>
      send('dossier.due', subject, when, { dueAt: dueAt === null ? null : text(dueAt), reason }, options),
    /** Submitted and received at one instant, with a due date where given. */
    receive(subject: string, when: When, dueAt?: When, options: Options = {}) {
      send('dossier.submitted', subject, when, {}, options);
      send('dossier.status', subject, when, { status: 2 }, options);
      if (dueAt !== undefined) send('dossier.due', subject, when, { dueAt: text(dueAt), reason: 'initial' }, options);
    },
    register: (code: string, name: string, more: object = {}) =>
      foldRegistry(registry, event('agency.registered', code, '01 00:00', { name, tier: 'district', ...more })),
    registerProcedure: (code: string, level: number, agencies: readonly string[]) =>
      foldRegistry(registry, event('procedure.registered', code, '2026-01-01 00:00', { level, agencies })),
    view(now: When): DossierView {
      dossierSource.settle(model, ms(now), ctx);
      return dossierSource.view(model, ms(now), ctx);
    },
    judge(rule: string, now: When, { active = [], disposed = -1, params = {} }: Judging = {}) {
      dossierSource.settle(model, ms(now), ctx);
      const found = dossierSource.rules.find(({ id }) => id === rule);
      const defaults = defaultsFor(found);
      const ruleCtx: RuleContext = {
        ...defaults,
        param: (name) => params[name] ?? defaults.param(name),
        registry,
        calendar: state.calendar,
        isFeedSilent: ctx.isFeedSilent,
        feedHeardAt: ctx.feedHeardAt,
        now: ms(now),
        isActive: (subject) => active.includes(subject),
        disposedSeq: () => disposed,
        isRuleActive: () => false,
      };
      return [...(found?.judge(model, ruleCtx) ?? [])];
    },
  };
}
