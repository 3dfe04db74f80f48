// How the alarm rules are set: read by everyone at a desk, changed by an administrator, each change an event of the log.
import { isDeepStrictEqual } from 'node:util';
import express, { type Response, type Router } from 'express';
import {
  type AlarmSettings,
  type configTypes,
  defaultSettings,
  type RuleDefinition,
  settingsOf,
} from '../../shared/alarm/settings.ts';
import { allRules, ruleOf } from '../../shared/judge.ts';
import { instantText } from '../../shared/time.ts';
import type { Auth } from '../auth/auth.ts';
import { bodyOf } from '../auth/body.ts';
import { someoneIn } from '../auth/guard.ts';
import { refuse } from '../refusal.ts';
import { type Hub, Unavailable } from '../submission.ts';
import { changeBody, noteBody, shiftsBody } from './bodies.ts';
import { checkSettings } from './check.ts';
import { configEvent } from './config-event.ts';

const NO_RULE = 'Không có quy tắc này.';
const STALE = 'Cài đặt vừa được người khác thay đổi; hãy xem bản mới rồi lưu lại.';

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The note that stands on a rule; null where there is none, or its last revision is empty. */
function noteOf({ notes }: AlarmSettings, rule: string) {
  const note = notes.get(rule);
  return note && note.text !== '' ? { ...note, at: instantText(note.at) } : null;
}

function rowOf(all: AlarmSettings, rule: RuleDefinition) {
  const { id, kind, levels } = rule;
  const [defaults, settings] = [defaultSettings(rule), settingsOf(all, rule)];
  return {
    ...{ id, kind, latching: rule.latching ?? false, hasOnset: rule.onDelaySec !== undefined },
    ...{ guidance: rule.guidance ?? null, levels, params: rule.params ?? {} },
    ...{ defaults, settings, changed: !isDeepStrictEqual(settings, defaults), note: noteOf(all, id) },
  };
}

export function ruleRoutes({ hub, auth }: { hub: Hub; auth: Pick<Auth, 'guard'> }): Router {
  const router = express.Router();
  const json = express.json({ limit: '64kb' });
  /** The settings as they stand. Throws `Unavailable` while standing by. */
  const settings = (): AlarmSettings => {
    const model = hub.model();
    if (!model) throw new Unavailable('away', 2);
    return model.settings;
  };
  /** One change at a time: what a change is compared with still stands when it is written. */
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = line.then(work);
    line = result.catch(() => {});
    return result;
  };
  /** Resolves once the change is committed and folded. */
  async function record<T extends keyof typeof configTypes>(
    res: Response,
    type: T,
    subject: string | null,
    data: object,
  ): Promise<void> {
    const { name } = someoneIn(res);
    await hub.record([configEvent(type, subject, { by: name, byName: name, ...data }, hub.now())]);
  }

  router.get('/api/rules', auth.guard('alarms.read'), (_req, res) => {
    const all = settings();
    res.json({
      version: all.version,
      rules: allRules.map((rule) => rowOf(all, rule)),
      shifts: { starts: all.shiftStarts.map(clockOf) },
    });
  });

  router.put('/api/rules/:id', auth.guard('rules.manage'), json, async (req, res) => {
    const rule = ruleOf((req.params as { id: string }).id);
    if (!rule) return refuse(res, 404, 'NOT_FOUND', NO_RULE);
    const change = bodyOf(changeBody, req, res);
    if (!change) return;
    const checked = checkSettings(rule, (req.body as { settings?: unknown } | undefined)?.settings);
    if (!checked.ok) return refuse(res, 422, 'INVALID', checked.message, { where: checked.where });
    await inTurn(async () => {
      if (change.version !== undefined && change.version !== settings().version)
        return refuse(res, 409, 'STALE_VERSION', STALE, { where: 'version' });
      const data = { settings: checked.settings, reason: change.reason || null };
      await record(res, 'config.rule_changed', rule.id, data);
      const all = settings();
      res.json({ ok: true, settings: settingsOf(all, rule), version: all.version });
    });
  });

  router.put('/api/rules/:id/note', auth.guard('alarms.act'), json, async (req, res) => {
    const rule = ruleOf((req.params as { id: string }).id);
    if (!rule) return refuse(res, 404, 'NOT_FOUND', NO_RULE);
    const body = bodyOf(noteBody, req, res);
    if (!body) return;
    await record(res, 'config.rule_noted', rule.id, body);
    res.json({ ok: true, note: noteOf(settings(), rule.id) });
  });

  router.put('/api/shifts', auth.guard('rules.manage'), json, async (req, res) => {
    const body = bodyOf(shiftsBody, req, res);
    if (!body) return;
    const starts = body.starts.map(minutesOf).sort((a, b) => a - b);
    await record(res, 'config.shifts_changed', null, { starts });
    res.json({ ok: true, starts: settings().shiftStarts.map(clockOf) });
  });

  return router;
}
