// The parts of the rules page that think: what stands in the form, and which alarms of a dry run are the same.
import { describe, expect, it } from 'vitest';
import { type Activation, pairsOf } from '../../client/admin/dry-run-pairs.ts';
import { draftOf, settingsOfDraft } from '../../client/admin/rule-draft.ts';
import { defaultSettings } from '../../shared/alarm/settings.ts';
import { allRules } from '../../shared/judge.ts';

const one = (subject: string, from: string, to: string | null): Activation => ({
  ...{ subject, priority: 'P3', count: 1, text: subject },
  raisedAt: `2026-11-24T${from}:00+07:00`,
  returnedAt: to === null ? null : `2026-11-24T${to}:00+07:00`,
});
const shown = (would: Activation[], did: Activation[]) =>
  pairsOf({ would, did }).map((pair) => [pair.would?.raisedAt.slice(11, 16), pair.did?.raisedAt.slice(11, 16)]);

describe('a draft', () => {
  it('gives back every rule as it came', () => {
    for (const rule of allRules) {
      const settings = defaultSettings(rule);
      expect(settingsOfDraft(draftOf(settings))).toEqual(settings);
    }
  });

  it('sends an empty field as none, and never as zero', () => {
    const draft = draftOf(defaultSettings(allRules[0]!));
    expect(settingsOfDraft({ ...draft, offDelaySec: ' ', params: { x: '' }, responseMin: '3' })).toMatchObject({
      ...{ offDelaySec: null, params: { x: null }, responseMin: 3 },
    });
  });
});

describe('pairs', () => {
  it('are what stood on one subject at the same time', () => {
    expect(shown([one('a', '08:00', '09:00')], [one('a', '08:30', '10:00')])).toEqual([['08:00', '08:30']]);
    expect(shown([one('a', '08:00', null)], [one('b', '08:00', null)])).toEqual([
      ['08:00', undefined],
      [undefined, '08:00'],
    ]);
    expect(shown([one('a', '08:00', '09:00')], [one('a', '11:00', null)])).toEqual([
      ['08:00', undefined],
      [undefined, '11:00'],
    ]);
  });

  it('have each alarm once, by time', () => {
    const would = [one('a', '08:00', '12:00'), one('a', '13:00', '14:00')];
    const did = [one('a', '07:50', '08:10'), one('a', '09:00', '09:30'), one('a', '13:30', null)];
    expect(shown(would, did)).toEqual([
      ['08:00', '07:50'],
      [undefined, '09:00'],
      ['13:00', '13:30'],
    ]);
    expect(pairsOf({ would: [], did: [] })).toEqual([]);
  });
});
