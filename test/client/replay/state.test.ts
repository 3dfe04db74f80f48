// The page's decisions as plain functions: marks, patience, moments, verdicts, pace, what is shown in the wall's place.
import { describe, expect, it } from 'vitest';
import { endpointText, findEndpoint } from '../../../client/replay/endpoints.ts';
import { idleAt, isWatched, PATIENCE } from '../../../client/replay/idle.ts';
import { loopOf, NO_MARKS, put } from '../../../client/replay/loop.ts';
import { byArrival, currentItem, missingAt, outagesAt, raisedMark } from '../../../client/replay/moment.ts';
import { freshSkip, paceText, speedText } from '../../../client/replay/pace.ts';
import { firstDay, sceneOf } from '../../../client/replay/scene.ts';
import { readDay, type Stamp } from '../../../client/replay/told.ts';
import { proofState, verdictOf } from '../../../client/replay/verdict.ts';
import { normal } from '../fixtures.ts';
import { at, fullDay, proof, story } from './days.ts';

const full = readDay(fullDay);

describe('the marks of a loop', () => {
  it('two in order are a stretch, one is none', () => {
    const one = put(NO_MARKS, 'a', 1_000);
    expect(loopOf(one)).toBeNull();
    expect(loopOf(put(one, 'b', 9_000))).toEqual({ from: 1_000, to: 9_000 });
    expect(loopOf(put({ a: null, b: 9_000 }, 'a', 1_000))).toEqual({ from: 1_000, to: 9_000 });
  });
  it('a mark on the wrong side of the other begins anew', () => {
    expect(put({ a: 5_000, b: 9_000 }, 'a', 9_500)).toEqual({ a: 9_500, b: null });
    expect(put({ a: 5_000, b: 9_000 }, 'b', 5_000)).toEqual({ a: null, b: 5_000 });
  });
});

describe('patience', () => {
  it('five minutes of nothing, half a minute of asking, then live', () => {
    expect(idleAt(0, PATIENCE.quietMs - 1, PATIENCE).state).toBe('active');
    expect(idleAt(0, PATIENCE.quietMs, PATIENCE)).toEqual({ state: 'warning', leftMs: 30_000 });
    expect(idleAt(0, PATIENCE.quietMs + 29_999, PATIENCE)).toEqual({ state: 'warning', leftMs: 1 });
    expect(idleAt(0, PATIENCE.quietMs + 30_000, PATIENCE).state).toBe('over');
  });
  it('a playing day is watched, a paused one and an endless loop are not', () => {
    expect([isWatched(60, false), isWatched(0, false), isWatched(60, true)]).toEqual([true, false, false]);
  });
});

describe('moments', () => {
  it('walls that were away, from the first instant to before the last', () => {
    const names = (clock: string) => outagesAt(full, at(clock)).map(({ name }) => name);
    expect(names('03:39:59')).toEqual([]);
    expect(names('03:40:00')).toEqual(['Phòng họp lớn']);
    expect(names('03:43:59')).toEqual(['Phòng họp lớn']);
    expect(names('03:44:00')).toEqual([]);
    const still = { ...full, outages: [{ wall: 'w', name: 'W', from: at('20:00:00'), to: null }] };
    expect(outagesAt(still, at('23:59:59'))).toHaveLength(1);
  });
  it('what had happened and was not known yet; unknown where the list is not whole', () => {
    expect(missingAt(full.late, at('09:00:00'))).toBeNull();
    const late = { ...full.late, count: 3 };
    expect(missingAt(late, at('09:00:00'))).toBe(2);
    expect(missingAt(late, at('09:41:00'))).toBe(3);
    expect(missingAt(late, at('10:01:22'))).toBe(0);
  });
  it('late events in the order in which they came', () => {
    expect(byArrival(full.late.list).map(({ seq }) => seq)).toEqual([903, 901, 902]);
  });
  it('where in the story one stands', () => {
    const { items } = story;
    expect(currentItem(items, at('00:00:00'))).toBe(-1);
    expect(currentItem(items, at('03:44:00'))).toBe(2);
    expect(currentItem(items, at('03:44:30.999'))).toBe(2);
    expect(currentItem(items, at('23:59:59'))).toBe(items.length - 1);
    expect(currentItem([], at('12:00:00'))).toBe(-1);
  });
  it('the mark of an occurrence', () => {
    expect(raisedMark(full, 'a-1')?.at).toBe(at('03:42:10'));
    expect(raisedMark(full, 'nobody')).toBeNull();
    expect(raisedMark(null, 'a-1')).toBeNull();
  });
});

describe('verdicts', () => {
  const stamp: Stamp = { seq: 17, foldVersion: '3', hash: 'aa', recordedHash: 'aa', recordedFoldVersion: '3' };
  const of = (change: Partial<Stamp>) => verdictOf({ state: 'told', value: { ...stamp, ...change } }).is;
  it('the same, another one, one that cannot be compared', () => {
    expect(of({})).toBe('same');
    expect(of({ recordedHash: 'bb' })).toBe('different');
    expect(of({ recordedHash: 'bb', recordedFoldVersion: '2' })).toBe('other_version');
    expect(of({ recordedHash: null, recordedFoldVersion: null })).toBe('none');
    expect(verdictOf({ state: 'failed', failure: { code: 'NOT_FOUND', message: 'quá hạn' } })).toEqual({
      is: 'gone',
      message: 'quá hạn',
    });
  });
  it('of a day', () => {
    expect(proofState({ state: 'told', value: proof })).toBe('verified');
    expect(proofState({ state: 'told', value: { ...proof, mismatches: 1 } })).toBe('mismatch');
    expect(proofState({ state: 'told', value: { ...proof, checkedAt: null } })).toBe('pending');
    expect(proofState({ state: 'failed', failure: { code: '', message: '' } })).toBe('failed');
    expect(proofState({ state: 'asking' })).toBeNull();
  });
});

describe('pace', () => {
  it('is what is reached; a machine that cannot keep up is said', () => {
    expect(paceText({ speed: 0, achieved: 0 })).toBe('tạm dừng');
    expect(paceText({ speed: 60, achieved: 58.6 })).toBe('đạt 59×');
    expect(paceText({ speed: 0.5, achieved: 0.5 })).toBe('đạt 0,5×');
    expect(paceText({ speed: 900, achieved: 512 })).toBe('máy chủ không theo kịp, đạt 512×');
    expect([speedText(0.5), speedText(900)]).toEqual(['0,5', '900']);
  });
  it('a jump is told for three seconds of one’s own time', () => {
    const skip = { from: at('01:00:00'), to: at('02:00:00') };
    const of = (clock: string, speed: number) => freshSkip({ skipped: [skip], speed }, at(clock));
    expect(of('02:00:00', 60)).toBe(skip);
    expect(of('02:03:00', 60)).toBe(skip);
    expect(of('02:03:01', 60)).toBeNull();
    expect(of('01:59:00', 60)).toBeNull();
    expect(of('02:00:00', 0)).toBeNull();
    expect(freshSkip({ skipped: [], speed: 60 }, 0)).toBeNull();
  });
});

describe('an endpoint by what is typed', () => {
  const { grid } = normal.conference;
  const [id = '', row] = Object.entries(grid).find(([, { name }]) => name.includes('Cẩm Khê'))!;
  it('its id, its text, its name without accents', () => {
    expect(findEndpoint(grid, id.toLowerCase())).toBe(id);
    expect(findEndpoint(grid, endpointText(grid, id))).toBe(id);
    const named = Object.entries(grid).filter(([, { name }]) => name === row!.name);
    expect(findEndpoint(grid, row!.name.toUpperCase())).toBe(named.length === 1 ? id : null);
  });
  it('several are none, nothing is none', () => {
    expect(findEndpoint(grid, 'xã')).toBeNull();
    expect(findEndpoint(grid, '  ')).toBeNull();
    expect(findEndpoint(grid, 'không có')).toBeNull();
  });
});

describe('what stands in the wall’s place', () => {
  const known = { received: ['2026-03-02', '2026-03-05'], time: ['2026-02-20', '2026-03-05'] } as const;
  const facts = {
    refused: null,
    day: '2026-03-04',
    as: 'then' as const,
    known: { state: 'told' as const, value: known },
    playback: { status: 'open' as const, failure: null },
    hasView: true,
    isSlow: false,
  };
  const failure = { code: 'TIMEOUT', message: 'không kịp' };
  it.each([
    [{}, { show: 'wall' }],
    [{ refused: 'UNAUTHENTICATED' }, { show: 'login' }],
    [{ refused: 'FORBIDDEN' }, { show: 'forbidden' }],
    [{ day: '2026-03-01' }, { show: 'before', day: '2026-03-01', known: '2026-03-02', otherwise: 'now' }],
    [{ day: '2026-01-01' }, { show: 'before', day: '2026-01-01', known: '2026-03-02', otherwise: null }],
    [{ day: '2026-03-06' }, { show: 'after', day: '2026-03-06', known: '2026-03-05', otherwise: null }],
    [{ day: '2026-03-01', as: 'now' }, { show: 'wall' }],
    [{ known: { state: 'told', value: { received: null, time: null } } }, { show: 'nothing' }],
    [{ known: { state: 'failed', failure } }, { show: 'wall' }],
    [
      { known: { state: 'failed', failure }, day: null },
      { show: 'failed', failure },
    ],
    [{ playback: { status: 'failed', failure } }, { show: 'failed', failure }],
    [{ hasView: false }, { show: 'loading' }],
    [{ hasView: false, playback: { status: 'connecting', failure: null } }, { show: 'loading' }],
    [{ hasView: false, isSlow: true, playback: { status: 'connecting', failure: null } }, { show: 'connecting' }],
  ] as const)('%j → %j', (change, scene) => {
    expect(sceneOf({ ...facts, ...change } as Parameters<typeof sceneOf>[0])).toEqual(scene);
  });

  it('begins with the last day that is over', () => {
    const days = { received: ['2026-11-20', '2026-11-21'], time: ['2011-05-02', '2011-05-02'] } as const;
    expect(firstDay(days, 'then')).toBe('2026-11-20');
    expect(firstDay(days, 'now')).toBe('2011-05-02');
    expect(firstDay({ received: null, time: null }, 'then')).toBeNull();
  });
});
