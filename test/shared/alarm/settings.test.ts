// Rules as they are set: defaults, changes from the log, what may not be set, and what the machinery makes of it.
import { describe, expect, test } from 'vitest';
import {
  defaultSettings,
  emptySettings,
  foldSettings,
  policyOf,
  type RuleDefinition,
  type RuleSettings,
  settingsOf,
  settingsProblem,
  shiftEnd,
} from '../../../shared/alarm/settings.ts';
import type { LogEvent } from '../../../shared/event.ts';
import { allRules } from '../../../shared/judge.ts';

const AT = Date.parse('2026-11-21T10:00:00.000+07:00');
const guidance = { meaning: 'm', cause: 'c', action: 'a', time: 't' };
const rule: RuleDefinition = {
  id: 'A21',
  kind: 'pair',
  name: 'Mất kết nối',
  owner: 'Kỹ thuật',
  guidance,
  levels: { drop: { label: 'mất kết nối', default: 'P3' } },
  params: { often: { label: 'lần', unit: 'lần', default: 3, min: 2, max: 50 } },
  onDelaySec: 30,
};
const changed = (subject: string, settings: RuleSettings, seq = 1): LogEvent => ({
  seq,
  receivedAt: AT,
  foldAt: AT,
  time: AT,
  id: `${seq}`,
  source: '/ioc/server',
  type: 'config.rule_changed',
  subject,
  agency: null,
  data: { by: 'admin', byName: 'Quản trị', settings, reason: null },
});

describe('settings', () => {
  test('are the rule’s own until somebody changes them, and his from then on', () => {
    const model = emptySettings();
    expect(settingsOf(model, rule)).toEqual({
      enabled: true,
      name: 'Mất kết nối',
      owner: 'Kỹ thuật',
      levels: { drop: 'P3' },
      params: { often: 3 },
      onDelaySec: 30,
      offDelaySec: 0,
      responseMin: null,
    });
    expect(settingsOf(model, rule)).toBe(settingsOf(model, rule));
    foldSettings(model, changed('A21', { ...defaultSettings(rule), name: 'Rớt mạng', responseMin: 7, offDelaySec: 9 }));
    expect(settingsOf(model, rule).name).toBe('Rớt mạng');
    const policy = policyOf(model, rule, 'A21');
    expect([
      policy.name,
      policy.responseMs('P1'),
      policy.responseMs('P4'),
      policy.offDelayMs,
      policy.onDelayMs,
    ]).toEqual(['Rớt mạng', 420_000, 420_000, 9_000, 30_000]);
  });

  test('a threshold the rule has learnt since keeps its default', () => {
    const model = emptySettings();
    foldSettings(model, changed('A21', { ...defaultSettings(rule), params: {}, levels: {} }));
    expect(settingsOf(model, rule)).toMatchObject({ params: { often: 3 }, levels: { drop: 'P3' } });
  });

  test('a rule without guidance is off, whatever was set', () => {
    const { guidance: _, ...mute } = rule;
    const model = emptySettings();
    expect(settingsOf(model, mute).enabled).toBe(false);
    foldSettings(model, changed('A21', { ...defaultSettings(rule), enabled: true }));
    expect(settingsOf(model, mute).enabled).toBe(false);
    expect(settingsProblem(mute, { ...defaultSettings(mute), enabled: true })?.where).toBe('enabled');
  });

  test('what may not be set is named', () => {
    const usual = defaultSettings(rule);
    const where = (settings: RuleSettings) => settingsProblem(rule, settings)?.where ?? null;
    expect(where(usual)).toBeNull();
    expect(where({ ...usual, params: { often: 1 } })).toBe('params.often');
    expect(where({ ...usual, params: { often: 3, other: 1 } })).toBe('params.other');
    expect(where({ ...usual, params: {} })).toBe('params.often');
    expect(where({ ...usual, levels: { drop: 'P1', x: 'P1' } })).toBe('levels.x');
    expect(where({ ...usual, levels: {} })).toBe('levels.drop');
    expect(where({ ...usual, onDelaySec: null })).toBe('onDelaySec');
  });

  test('notes on a type are revisions, and shifts end when the next begins', () => {
    const model = emptySettings();
    const note = (text: string, seq: number): LogEvent => ({
      ...changed('A21', defaultSettings(rule), seq),
      type: 'config.rule_noted',
      data: { by: 'lan', byName: 'Lan', note: text },
    });
    foldSettings(model, note('Gọi VNPT trước', 1));
    foldSettings(model, note('Gọi Viettel trước', 2));
    expect(model.notes.get('A21')).toEqual({ text: 'Gọi Viettel trước', by: 'Lan', at: AT, revision: 2 });
    const end = (clock: string) => new Date(shiftEnd(model, Date.parse(`2026-11-21T${clock}+07:00`))).toISOString();
    expect(end('06:59:59.999')).toBe('2026-11-21T00:00:00.000Z');
    expect(end('07:00:00.000')).toBe('2026-11-21T08:00:00.000Z');
    expect(end('23:00:00.000')).toBe('2026-11-22T00:00:00.000Z');
  });
});

describe('the rules of this program', () => {
  test('every one that is on says what it means, why, what to do, and how much time there is', () => {
    expect(allRules.length).toBeGreaterThan(9);
    for (const one of allRules) {
      const { enabled } = defaultSettings(one);
      if (!enabled) continue;
      const words = Object.values(one.guidance ?? {});
      expect([one.id, words.length, words.every((text) => text.trim().length >= 3)]).toEqual([one.id, 4, true]);
    }
    expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
  });

  test('their defaults may be set', () => {
    for (const one of allRules) expect([one.id, settingsProblem(one, defaultSettings(one))]).toEqual([one.id, null]);
  });
});
