// A whole model with a desk, on injected time: events come in, the rules judge, people act; everything goes through JSON as it
// would through the log.
import { type Actor, decide } from '../../../../shared/alarm/command.ts';
import type { Action } from '../../../../shared/alarm/events.ts';
import { keyOf, openOf } from '../../../../shared/alarm/fold.ts';
import { type Occurrence, stateOf } from '../../../../shared/alarm/occurrence.ts';
import { defaultSettings } from '../../../../shared/alarm/settings.ts';
import type { LogEvent, NewEvent } from '../../../../shared/event.ts';
import { deskRulesOf, judge, ruleOf } from '../../../../shared/judge.ts';
import { emptyModel, step } from '../../../../shared/model.ts';

export const OPERATOR: Actor = { username: 'lan', name: 'Nguyễn Thị Lan', role: 'operator' };
export const SUPERVISOR: Actor = { username: 'mai', name: 'Lê Mai', role: 'supervisor' };

export function createDesk() {
  const model = emptyModel(false);
  const log: LogEvent[] = [];
  let ids = 0;
  const newId = (): string => `00000000-0000-4000-8000-${(++ids).toString(16).padStart(12, '0')}`;
  const fold = (events: readonly NewEvent[], at: number): void => {
    for (const event of events) {
      const stored = JSON.parse(JSON.stringify(event)) as NewEvent;
      const logged = { ...stored, seq: log.length + 1, receivedAt: at, foldAt: at };
      log.push(logged);
      step(model, logged);
    }
  };
  const put = (source: string, type: string, subject: string, at: number, data: unknown, time = at): void =>
    fold([{ id: newId(), source, type, subject, agency: null, time, data }], at);
  const desk = {
    model,
    log,
    /** `source`: the feed; `time`: when it happened, if not when it came. */
    send(type: string, subject: string, at: number, data: unknown, { time = at, source = '/soc' } = {}): void {
      put(source, `security.${type}`, subject, at, data, time);
    },
    /** The feed says that it lives and will be heard each minute. */
    beat: (at: number, source = '/soc'): void => put(source, 'feed.heartbeat', source, at, { expectedEverySec: 60 }),
    switchOn(rule: string, enabled: boolean, at: number): void {
      const definition = ruleOf(rule);
      if (!definition) throw new Error(`no rule ${rule}`);
      const settings = { ...defaultSettings(definition), enabled };
      put('/ioc/config', 'config.rule_changed', rule, at, { by: 'a', byName: 'A', settings, reason: null });
    },
    /** What the rules say at `at`, folded: type, rule and subject of each event. */
    judge(at: number): string[] {
      const events = judge(model, at, newId);
      fold(events, at);
      return events.map(({ type, subject }) => {
        const o = model.alarms.open.get(subject ?? '') ?? model.alarms.closed.get(subject ?? '');
        return `${type.slice('alarm.'.length)} ${o?.rule} ${o?.subject}`;
      });
    },
    row: (rule: string, subject: string): Occurrence => {
      const o = openOf(model.alarms, rule, subject);
      if (!o) throw new Error(`no open alarm of ${rule} on ${subject}`);
      return o;
    },
    /** `rule subject` → its state, of all open alarms. */
    rows: (): Record<string, string> =>
      Object.fromEntries([...model.alarms.open.values()].map((o) => [`${o.rule} ${o.subject}`, stateOf(o)])),
    act(action: Action, rule: string, subject: string, at: number, by: Actor = OPERATOR) {
      const { alarms } = model;
      const closed = alarms.closed.get(alarms.lastClosed.get(keyOf(rule, subject)) ?? '');
      const { occurrence, version } = openOf(alarms, rule, subject) ?? closed ?? desk.row(rule, subject);
      const command = { id: newId(), occurrence, version, action, reason: 'đã xử lý xong' };
      const decision = decide(
        model.alarms,
        command,
        by,
        at,
        newId,
        deskRulesOf(model, at, (name) => name),
      );
      fold(decision.events, at);
      return decision.ok ? 'done' : decision.code;
    },
    /** Alarms that were announced with a horn when they were raised: `rule subject`. */
    announced: (): string[] =>
      log
        .filter(({ type, data }) => type === 'alarm.raised' && (data as { cause: unknown }).cause === null)
        .map(({ data }) => {
          const { rule, subject } = data as { rule: string; subject: string };
          return `${rule} ${subject}`;
        }),
  };
  return desk;
}
