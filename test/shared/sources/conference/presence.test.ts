import { describe, expect, test } from 'vitest';
import { at, bench } from './kit.ts';

const state = (b: ReturnType<typeof bench>, id: string, now: number) => b.view(now).grid[id]?.state;

describe('presence of an endpoint', () => {
  test('before the first event every number is unknown, not zero', () => {
    const view = bench().view(at('08:00'));
    expect(view.endpoints).toEqual({ total: null, online: null, dropped: null, left: null, unknown: null });
    expect(view.availability).toBeNull();
    expect(view.asOf).toBeNull();
  });

  test('registered and never heard is unknown', () => {
    const b = bench();
    b.register('EP-1', 'H44.14.3');
    expect(b.view(at('08:00')).grid['EP-1']).toEqual({
      name: 'Điểm EP-1',
      tier: 'commune',
      agency: 'H44.14.3',
      district: 'H44.14',
      critical: false,
      state: 'unknown',
      since: null,
    });
  });

  test('joined is online, left is left, dropped is dropped', () => {
    const b = bench();
    b.join('EP-1', at('08:00'));
    expect(state(b, 'EP-1', at('08:01'))).toBe('online');
    b.left('EP-1', at('08:02'));
    expect(state(b, 'EP-1', at('08:03'))).toBe('left');
    b.join('EP-1', at('08:04'));
    b.drop('EP-1', at('08:05'));
    expect(b.view(at('08:06')).grid['EP-1']).toMatchObject({
      state: 'dropped',
      since: '2026-11-23T08:05:00.000+07:00',
    });
  });

  test('times out 90 s after the last heartbeat, to the millisecond', () => {
    const b = bench();
    b.join('EP-1', at('08:00'));
    b.beat('EP-1', at('08:00:10'));
    expect(state(b, 'EP-1', at('08:01:39.999'))).toBe('online');
    expect(b.view(at('08:01:40')).grid['EP-1']).toMatchObject({
      state: 'dropped',
      since: '2026-11-23T08:01:40.000+07:00',
    });
  });

  test('a session that never sent a heartbeat does not time out', () => {
    const b = bench();
    b.join('EP-1', at('08:00'));
    expect(state(b, 'EP-1', at('11:00'))).toBe('online');
  });

  test('a heartbeat after a time-out makes it online again, and the gap is a drop', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('07:00'));
    b.send('conference.opened', 'HN', at('08:00'));
    b.beat('EP-1', at('08:00'));
    b.beat('EP-1', at('08:05'));
    const row = b.view(at('08:05:30')).conferences.HN!;
    expect(b.view(at('08:05:30')).grid['EP-1']).toMatchObject({
      state: 'online',
      since: '2026-11-23T08:05:00.000+07:00',
    });
    expect(row.drops?.numerator).toBe(1);
    expect(row.medianRejoinSec).toBe(210);
    expect(row.availability).toEqual({ numerator: 120, denominator: 330 });
  });

  test('a farewell after a time-out does not make the silence before it attendance', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('07:00'));
    b.send('conference.opened', 'HN', at('08:00'));
    b.beat('EP-1', at('08:00'));
    b.left('EP-1', at('08:10'));
    const row = b.view(at('08:10')).conferences.HN!;
    expect(row.availability).toEqual({ numerator: 90, denominator: 600 });
    expect(row.drops?.numerator).toBe(1);
  });

  test('days later the state and since when are still known, and the moves of old days are gone', () => {
    const b = bench();
    for (const day of ['2026-11-20', '2026-11-21']) {
      for (let i = 0; i < 20; i += 1) {
        b.join('EP-1', at('08:00', day) + i * 60_000);
        b.drop('EP-1', at('08:00:30', day) + i * 60_000);
        b.join('EP-2', at('08:00', day) + i * 60_000, undefined, `${day}${i}`);
      }
    }
    b.drop('EP-3', at('09:00', '2026-11-20'));
    b.drop('EP-3', at('09:30', '2026-11-20'));
    expect(b.model.endpoints.get('EP-1')!.moves).toHaveLength(80);
    const { grid } = b.view(at('08:00'));
    expect(b.model.endpoints.get('EP-1')!.moves).toHaveLength(1);
    expect(grid['EP-1']).toMatchObject({ state: 'dropped', since: '2026-11-21T08:19:30.000+07:00' });
    expect(grid['EP-2']).toMatchObject({ state: 'online', since: '2026-11-20T08:00:00.000+07:00' });
    // Told twice that it is away, it is away since the first.
    expect(grid['EP-3']).toMatchObject({ state: 'dropped', since: '2026-11-20T09:00:00.000+07:00' });
    expect(b.model.endpoints.get('EP-3')!.moves[0]?.at).toBe(at('09:00', '2026-11-20'));
    // What comes of those days now is too old to be put in its place, and moves nothing backwards.
    expect(b.send('endpoint.joined', 'EP-1', at('08:19:45', '2026-11-20'), {}, { receivedAt: at('08:01') })).toBe(true);
    b.join('EP-1', at('08:02'));
    b.drop('EP-1', at('08:03'));
    expect(b.view(at('08:04')).grid['EP-1']).toMatchObject({
      state: 'dropped',
      since: '2026-11-23T08:03:00.000+07:00',
    });
  });

  test('of two sessions one drops: still present', () => {
    const b = bench();
    b.join('EP-1', at('08:00'), 'HN', 'a');
    b.join('EP-1', at('08:01'), 'HN', 'b');
    b.drop('EP-1', at('08:02'), 'HN', 'a');
    expect(b.view(at('08:03')).grid['EP-1']).toMatchObject({ state: 'online', since: '2026-11-23T08:00:00.000+07:00' });
    b.drop('EP-1', at('08:04'), 'HN', 'b');
    expect(state(b, 'EP-1', at('08:05'))).toBe('dropped');
  });

  test('a hang-up reported after a farewell is no drop', () => {
    const b = bench();
    b.join('EP-1', at('08:00'));
    b.left('EP-1', at('08:10'));
    b.drop('EP-1', at('08:10:01'));
    expect(state(b, 'EP-1', at('08:11'))).toBe('left');
  });

  test('an end without a session ends all of an endpoint whose sessions have names', () => {
    const b = bench();
    b.join('EP-1', at('08:00'), 'HN', 'a');
    b.drop('EP-1', at('08:10'), 'HN');
    expect(state(b, 'EP-1', at('08:11'))).toBe('dropped');
  });

  test('the end of another conference does not end this session', () => {
    const b = bench();
    b.join('EP-1', at('08:00'), 'HN-1');
    b.join('EP-1', at('08:10'), 'HN-2');
    b.left('EP-1', at('08:10:01'), 'HN-1');
    expect(state(b, 'EP-1', at('08:11'))).toBe('online');
  });

  test('a late join never moves the state backwards, and is told as late', () => {
    const b = bench();
    expect(b.join('EP-1', at('08:00'))).toBe(false);
    expect(b.left('EP-1', at('09:00'))).toBe(false);
    expect(b.join('EP-1', at('08:30'))).toBe(true);
    expect(state(b, 'EP-1', at('09:01'))).toBe('left');
  });

  test('a late heartbeat is late, changes nothing, and one of an ended day is late as well', () => {
    const b = bench();
    b.beat('EP-1', at('08:00:30'));
    expect(b.beat('EP-1', at('08:00'))).toBe(true);
    const send = () =>
      b.send('endpoint.heartbeat', 'EP-2', at('23:59:59.999'), {}, { receivedAt: at('00:00:00', '2026-11-24') });
    expect(send()).toBe(true);
    expect(b.send('endpoint.heartbeat', 'EP-3', at('00:00:00', '2026-11-24'))).toBe(false);
  });

  test('a late drop that heartbeats have overtaken does not end the session', () => {
    const b = bench();
    b.join('EP-1', at('08:00'));
    b.beat('EP-1', at('08:01'));
    expect(b.drop('EP-1', at('08:00:50'))).toBe(true);
    expect(b.view(at('08:01:10')).grid['EP-1']).toMatchObject({
      state: 'online',
      since: '2026-11-23T08:01:00.000+07:00',
    });
    expect(state(b, 'EP-1', at('08:02:30'))).toBe('dropped');
  });

  test('when its feed is silent an endpoint is unknown; when the feed is back, what it was', () => {
    const silent = new Set<string>();
    const b = bench({ silent });
    b.join('EP-1', at('08:00'));
    silent.add('/mcu');
    expect(b.view(at('08:10')).endpoints).toEqual({ total: 1, online: 0, dropped: 0, left: 0, unknown: 1 });
    silent.clear();
    expect(b.view(at('08:11')).endpoints).toEqual({ total: 1, online: 1, dropped: 0, left: 0, unknown: 0 });
  });

  test('the district comes from the registry’s parents, else from the code', () => {
    const agency = (tier: 'district' | 'commune', name: string, parent: string | null) => ({
      name,
      tier,
      parent,
      validFrom: null,
      validTo: null,
      at: 0,
    });
    const agencies = new Map([
      ['X.9.9', agency('commune', 'Xã X', 'Y.1')],
      ['Y.1', agency('district', 'Huyện Yên Lập', null)],
    ]);
    const b = bench({ agencies });
    b.register('EP-1', 'X.9.9');
    b.register('EP-2', 'H44.21', 'department');
    b.register('EP-3', 'H44.15', 'district');
    const { grid, districts } = b.view(at('08:00'));
    expect([grid['EP-1']?.district, grid['EP-2']?.district, grid['EP-3']?.district]).toEqual(['Y.1', null, 'H44.15']);
    expect(districts).toEqual({ 'Y.1': 'Huyện Yên Lập', 'H44.15': 'H44.15' });
  });
});
