// A feed that falls silent: what stood goes under A01, nothing new is found, and what is still so comes out when it is back.
import { describe, expect, test } from 'vitest';
import { viewOf } from '../../../../shared/view-of.ts';
import { createModelBench } from '../../../support/model-bench.ts';
import { at, type Desk, desk, names, province } from './kit.ts';

const causeOf = (b: Desk, rule: string, subject: string) => {
  const { causeId } = b.one(rule, subject);
  const cause = causeId === null ? undefined : b.model.alarms.open.get(causeId);
  return cause && `${cause.rule} ${cause.subject}`;
};

test('drops, no-shows, groups, poor lines, microphones and guests stand on beneath A01 and come out with its end', () => {
  const b = province();
  const all = [...b.model.sources.conference.endpoints.keys(), 'EP-X'];
  b.register('EP-X', 'H44.30.1');
  b.schedule('HN', all, at('08:50'));
  b.join('GUEST', at('08:51'), 'HN');
  b.quality('EP-100', at('08:51'), { lossPct: 20, micMuted: false, speaking: false });
  b.drop('EP-001', at('09:00'), 'HN');
  for (const id of names(5, 'YL-')) b.drop(id, at('09:00'), 'HN');
  b.watch(at('09:00'), at('09:02'));
  const before = [...b.announced];
  expect(before.toSorted()).toEqual([
    'A20 EP-X@HN P2',
    'A21 EP-001@HN P3',
    'A22 H44.20 P1',
    'A24 EP-100@HN P4',
    'A25 HN P4',
    'A26 GUEST@HN P3',
  ]);

  b.watch(at('09:02:01'), at('09:10'), false);
  expect(b.announced.slice(before.length)).toEqual(['A01 /mcu P1']);
  const beneath = ['A20 EP-X@HN', 'A21 EP-001@HN', 'A24 EP-100@HN', 'A25 HN', 'A26 GUEST@HN'];
  for (const key of beneath) {
    const [rule = '', subject = ''] = key.split(' ');
    expect([key, causeOf(b, rule, subject)]).toEqual([key, 'A01 /mcu']);
  }
  // The one that explains others is never put away itself, and what is beneath it stays there.
  expect(b.rows('A22')).toEqual({ 'H44.20': 'P1 active_unack' });
  expect(causeOf(b, 'A21', 'YL-001@HN')).toBe('A22 H44.20');
  const view = viewOf(b.model, at('09:10')).conference;
  expect(view.endpoints).toMatchObject({ online: 0, dropped: 0, left: 0, unknown: view.endpoints.total });
  expect(view.grid['YL-001']?.state).toBe('unknown');

  b.pulse(at('09:10:01'));
  b.join('EP-X', at('09:10:02'), 'HN');
  b.judge(at('09:10:03'));
  expect(b.rows('A01')).toEqual({ '/mcu': 'P1 rtn_unack' });
  expect(b.rows('A20')).toEqual({});
  const still = [b.rows('A21')['EP-001@HN'], b.rows('A24'), b.rows('A25'), b.rows('A26')];
  expect(still).toEqual([
    'P3 active_unack',
    { 'EP-100@HN': 'P4 active_unack' },
    { HN: 'P4 active_unack' },
    { 'GUEST@HN': 'P3 active_unack' },
  ]);
  expect(b.one('A21', 'EP-001@HN').hornAt).toBe(at('09:10:03'));
});

test('a group that explains nobody goes beneath A01 too', () => {
  const b = province();
  b.set('A21', at('08:30'), { enabled: false });
  for (const id of names(5, 'YL-')) b.drop(id, at('09:00'), 'HN');
  b.watch(at('09:00'), at('09:01'));
  b.watch(at('09:01:01'), at('09:10'), false);
  expect(causeOf(b, 'A22', 'H44.20')).toBe('A01 /mcu');
  b.watch(at('09:10:01'), at('09:10:02'));
  expect(b.rows('A22')).toEqual({ 'H44.20': 'P1 active_unack' });
});

test('A20 is not raised and does not get worse while nobody knows', () => {
  const b = desk();
  b.register('EP-1', 'H44.14.3');
  b.schedule('HN', ['EP-1', 'EP-2'], at('06:00'));
  b.register('EP-2', 'H44.14.4');
  b.test('EP-2', at('06:30'));
  b.watch(at('07:20'), at('07:21'));
  expect(b.rows('A20')).toEqual({ 'EP-1@HN': 'P4 active_unack' });
  b.watch(at('07:21:01'), at('07:55'), false);
  expect(b.rows('A20')).toEqual({ 'EP-1@HN': 'P4 suppressed' });
  b.watch(at('07:55:01'), at('07:55:10'));
  expect(b.rows('A20')).toEqual({ 'EP-1@HN': 'P2 active_unack', 'EP-2@HN': 'P2 active_unack' });
});

describe('endpoints that live by heartbeats alone', () => {
  const all = names(40);

  /** All of them beat each half minute in [from, to). */
  function beat(b: Desk, ids: readonly string[], from: number, to: number): void {
    for (let t = from; t < to; t += 30_000) {
      for (const [i, id] of ids.entries()) b.beat(id, t + i * 500, 'HN');
      b.watch(t + 20_000, t + 29_000, false);
    }
  }

  function hall(): Desk {
    const b = desk();
    for (const [i, id] of all.entries()) b.register(id, `H44.14.${i}`);
    b.schedule('HN', all, at('06:00'));
    beat(b, all, at('07:58'), at('08:00'));
    b.open();
    beat(b, all, at('08:00'), at('08:10'));
    return b;
  }

  test('a feed that stops is one broken feed; its return gives them time; what never comes back is not a group', () => {
    const b = hall();
    b.watch(at('08:10'), at('08:20'), false);
    expect(b.announced).toEqual(['A01 /mcu P1']);
    const back = all.slice(0, 37);
    beat(b, back, at('08:20'), at('08:21:30'));
    expect(b.announced).toEqual(['A01 /mcu P1']);
    beat(b, back, at('08:21:30'), at('08:23'));
    expect(b.announced.slice(1).toSorted()).toEqual(all.slice(37).map((id) => `A21 ${id}@HN P3`));
    // The pause was the feed's: it is no drop of those who are back.
    expect(viewOf(b.model, at('08:23')).conference.conferences.HN?.drops?.numerator).toBe(3);
  });

  test('too few before it: A23 stands beneath A01 with the figures of then, and comes out unchanged', () => {
    const b = hall();
    const there = all.slice(0, 34);
    beat(b, there, at('08:10'), at('08:15'));
    expect(b.rows('A23')).toEqual({ HN: 'P1 active_unack' });
    expect(b.rows('A22')).toEqual({ 'H44.14': 'P1 active_unack' });
    b.watch(at('08:15'), at('08:25'), false);
    expect([b.rows('A23'), causeOf(b, 'A23', 'HN')]).toEqual([{ HN: 'P1 suppressed' }, 'A01 /mcu']);
    expect(b.one('A23', 'HN').text).toContain('34/40 điểm cầu trực tuyến (85,0 %), 40 chưa rõ vì nguồn im lặng');
    beat(b, there, at('08:25'), at('08:28'));
    expect(b.rows('A23')).toEqual({ HN: 'P1 active_unack' });
    expect(b.one('A23', 'HN').text).toContain('34/40 điểm cầu trực tuyến (85,0 %), dưới 90 %');
    expect(b.rows('A22')).toEqual({ 'H44.14': 'P1 active_unack' });
    expect(Object.values(b.rows('A21'))).toEqual(Array(6).fill('P3 suppressed'));
  });

  test('who was gone before the feed paused stays gone, and is still a drop when it comes back with the feed', () => {
    const b = hall();
    b.set('A21', at('08:10'), { enabled: false });
    beat(b, all.slice(0, 34), at('08:10'), at('08:15'));
    expect(b.rows('A23')).toEqual({ HN: 'P1 active_unack' });
    b.watch(at('08:15'), at('08:17'), false);
    const log = [b.watch(at('08:17'), at('08:17:10'), false)];
    for (const [i, id] of all.slice(0, 34).entries()) {
      b.beat(id, at('08:17:11') + i * 100, 'HN');
      log.push(b.judge(at('08:17:11') + i * 100));
    }
    expect(log.flat()).toEqual([]);
    b.beat('EP-040', at('08:17:20'), 'HN');
    expect(viewOf(b.model, at('08:17:20')).conference.conferences.HN?.drops?.numerator).toBe(6);
  });

  test('a switchboard that dies while its connector lives: what was certain once stays so when it is back', () => {
    const b = hall();
    b.watch(at('08:10'), at('08:14'));
    expect(b.announced.toSorted()).toEqual(['A22 H44.14 P1', 'A23 HN P1']);
    expect(Object.values(b.rows('A21'))).toEqual(Array(40).fill('P3 suppressed'));
    b.beat('EP-001', at('08:14:01'), 'HN');
    b.watch(at('08:14:02'), at('08:14:10'), false);
    expect([b.rows('A22'), b.rows('A23')]).toEqual([{ 'H44.14': 'P1 active_unack' }, { HN: 'P1 active_unack' }]);
    expect(Object.keys(b.rows('A21'))).toEqual(all.slice(1).map((id) => `${id}@HN`));
  });

  test('A23 is raised in a silence only if it is so whatever the unknown are', () => {
    const cut = (left: number) => {
      const b = hall();
      // Another switchboard speaks for the first thirty.
      const other = { source: '/mcu-2' };
      for (const id of all.slice(0, 30)) b.send('endpoint.joined', id, at('08:10'), { conference: 'HN' }, other);
      b.watch(at('08:10'), at('08:14'), false);
      for (const id of all.slice(0, left)) b.send('endpoint.left', id, at('08:14'), { conference: 'HN' }, other);
      b.watch(at('08:14'), at('08:15'), false);
      return b.active('A23');
    };
    expect(cut(4)).toEqual({});
    expect(cut(5)).toEqual({ HN: 'P1' });
  });
});

test('an endpoint that a late event of another feed names is shown as that feed is, whoever looked before', () => {
  const shown = (look: boolean) => {
    const { model, send } = createModelBench();
    send('endpoint.joined', 'a', at('20:00'), {}, { source: '/mcu-1' });
    send('endpoint.joined', 'b', at('20:10'), {}, { source: '/mcu-2' });
    if (look) expect(viewOf(model, at('20:10')).conference.endpoints).toMatchObject({ online: 1, unknown: 1 });
    send('endpoint.heartbeat', 'a', at('20:10'), {}, { source: '/mcu-2', time: at('18:00') });
    return viewOf(model, at('20:10')).conference.endpoints;
  };
  expect(shown(true)).toEqual(shown(false));
  expect(shown(true)).toMatchObject({ online: 2, unknown: 0 });
});
