// What a day holds: counts, marks, what came late, who was silent when, which walls were dark, and the story of the day.
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldUpTo, lastSeq, writeSnapshot } from '../../server/fold.ts';
import { ownEvent } from '../../server/own-event.ts';
import type { DayStory, DayStrip } from '../../shared/day-schema.ts';
import { HOUR_MS, instantText, MINUTE_MS, parseInstant } from '../../shared/time.ts';
import { act, raise } from '../support/alarm.ts';
import { event, startTestServer, type TestServer, until } from '../support/server.ts';

const DAY = '2026-11-20';
const at = (clock: string, day = DAY): number =>
  parseInstant(`${day}T${clock.length === 5 ? `${clock}:00` : clock}+07:00`);
const [A, B] = ['/test/mot-cua', '/test/soc'];
let server: TestServer;
let occurrence = '';
let wall = '';

const beat = (source: string, time: number): object =>
  event('feed.heartbeat', source, time, { expectedEverySec: 60 }, { source });
const dossier = (code: string, time: number): object =>
  event('dossier.submitted', code, time, { level: 3 }, { source: A });
const own = async (type: string, subject: string | null, data: object): Promise<void> => {
  await server.hub.record([ownEvent(type, subject, data, server.hub.now())]);
};
const post = async (now: number, ...events: object[]): Promise<void> => {
  server.clock!.set(now);
  expect((await server.post(events)).status).toBe(200);
};
const strip = async (as = 'then', day = DAY): Promise<DayStrip> => {
  const { status, body } = await server.as('supervisor', `/api/days/${day}?as=${as}`);
  expect(status).toBe(200);
  return body as unknown as DayStrip;
};
const story = async (query = ''): Promise<DayStory> =>
  (await server.as('supervisor', `/api/days/${DAY}/story${query}`)).body as unknown as DayStory;
const hours = (one: { from: string; to: string | null }): string[] =>
  [one.from, one.to].map((text) => (text ?? '').slice(11, 16));

/** Both feeds beat each minute from 06:00 to 12:00; B stops from 08:00 to 08:30, both (the server heard nobody) from 10:00 to 10:20. */
beforeAll(async () => {
  server = await startTestServer({
    exerciseFrom: at('20:00', '2026-11-19'),
    // The monitor itself has heard of no wall for no time: what is logged of them is what the test logs.
    monotonic: () => 0,
  });
  const body = JSON.stringify({ name: 'Phòng trực' });
  wall = (await server.as('admin', '/api/walls', { method: 'POST', body })).body.id as string;
  await post(
    at('21:00', '2026-11-19'),
    beat(A, at('21:00', '2026-11-19')),
    dossier('H44-000-1111', at('21:00', '2026-11-19')),
  );
  for (let minute = 0; minute <= 360; minute++) {
    const now = at('06:00') + minute * MINUTE_MS;
    if (minute > 240 && minute < 260) continue;
    await post(now, beat(A, now), ...(minute > 120 && minute < 150 ? [] : [beat(B, now)]));
    if (minute === 30) {
      await own('wall.joined', wall, { name: 'Phòng trực', build: 'b1', scene: 'content' });
      await post(
        now + 5_000,
        dossier('H44.14-261120-004998', now - 2 * HOUR_MS),
        dossier('H44-000-2222', now - 59_000),
      );
    }
    if (minute === 60) {
      const alarm = await raise(server, 'srv-1');
      occurrence = alarm.occurrence;
      server.clock!.set(now + 20_000);
      expect((await act(server, 'operator', alarm, 'ack', { reason: 'đang kiểm tra' })).status).toBe(200);
    }
    if (minute === 90) await own('wall.silent', wall, { name: 'Phòng trực', lastBeatAt: instantText(now - 15_000) });
    if (minute === 94) await own('wall.joined', wall, { name: 'Phòng trực', build: 'b1', scene: 'content' });
    if (minute === 200) await own('wall.showing', wall, { build: 'b1', scene: 'connecting' });
  }
  server.clock!.set(at('12:00:30'));
  await until('the judgement', () => server.hub.waiting() === 0);
});
afterAll(() => server.end());

describe('the strip', () => {
  it('counts by minute and kind, as known then and now', async () => {
    const [then, now] = [await strip(), await strip('now')];
    for (const { minutes, total } of [then, now])
      expect(
        Object.values(minutes)
          .flat()
          .reduce((sum, count) => sum + count, 0),
      ).toBe(total);
    expect(then.minutes.dossier[6 * 60 + 30]).toBe(2);
    expect([now.minutes.dossier[4 * 60 + 30], now.minutes.dossier[6 * 60 + 29]]).toEqual([1, 1]);
    expect((await strip('then', '2026-11-19')).minutes.dossier[21 * 60]).toBe(1);
  });

  it('tells a feed that stopped from nobody being heard at all, and both from no events', async () => {
    for (const as of ['then', 'now']) {
      const { gaps, silences } = await strip(as);
      expect(gaps.map(hours)).toEqual(
        as === 'then'
          ? [
              ['00:00', '06:00'],
              ['10:01', '10:20'],
            ]
          : [
              ['00:00', '04:30'],
              ['04:31', '06:00'],
              ['10:01', '10:20'],
            ],
      );
      expect(silences.filter(({ source }) => source === B).map(hours)).toEqual([
        ['08:00', '08:30'],
        ['10:00', '10:20'],
      ]);
      expect(
        silences
          .filter(({ source }) => source === A)
          .map(hours)
          .slice(-1),
      ).toEqual([['10:00', '10:20']]);
      expect(silences.find(({ source }) => source === A)?.from).toBe(instantText(at('00:00')));
    }
  });

  it('lists what came late with its lag, a dossier by its last four digits, at its own time', async () => {
    const { late } = await strip();
    const lagMs = 2 * HOUR_MS + 5_000;
    expect(late.count).toBe(2);
    expect(late.list).toMatchObject([
      { type: 'dossier.submitted', subject: '…4998', source: A, time: instantText(at('04:30')), lagMs },
      { subject: '…2222', lagMs: 64_000 },
    ]);
    expect(late.minutes[4 * 60 + 30]).toBe(1);
    expect(JSON.stringify(await strip())).not.toContain('004998');
  });

  it('marks alarms with who and how urgent, walls, and starts of the server', async () => {
    const { markers, outages } = await strip();
    const of = (type: string) => markers.filter((marker) => marker.type === type);
    expect(of('alarm.raised')).toContainEqual(
      expect.objectContaining({ occurrence, rule: 'A30', priority: 'P1', subject: 'srv-1', by: null }),
    );
    expect(of('alarm.acknowledged')).toMatchObject([{ occurrence, rule: 'A30', priority: 'P1', by: 'test.operator' }]);
    expect(of('wall.silent')).toMatchObject([{ subject: wall, occurrence: null, text: 'Phòng trực' }]);
    expect((await strip('then', '2026-11-19')).markers).toContainEqual(
      expect.objectContaining({ type: 'audit.server_started', text: expect.any(String), subject: null }),
    );
    expect(outages).toEqual([
      { wall, name: 'Phòng trực', from: instantText(at('07:29:45')), to: expect.stringContaining('T07:34:') },
    ]);
    expect([...markers].sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ seq }) => seq)).toEqual(
      markers.map(({ seq }) => seq),
    );
  });

  it('follows a running day: what comes is added to what was counted, also for a day that is over', async () => {
    const [then, now, yesterday] = [await strip(), await strip('now'), await strip('now', '2026-11-19')];
    await post(at('12:01'), dossier('H44-000-3333', at('12:01')), dossier('H44-000-4444', at('22:00', '2026-11-19')));
    const after = await strip();
    expect(after.total).toBeGreaterThanOrEqual(then.total + 2);
    expect(after.minutes.dossier[12 * 60 + 1]).toBe(2);
    expect(after.late.count).toBe(then.late.count + 1);
    expect((await strip('now')).minutes.dossier[12 * 60 + 1]).toBe((now.minutes.dossier[12 * 60 + 1] ?? 0) + 1);
    expect((await strip('now', '2026-11-19')).total).toBe(yesterday.total + 1);
    expect((await strip('then', '2026-11-19')).late.count).toBe(0);
  });

  it('says where the database keeps a model', async () => {
    const client = new pg.Client({ connectionString: server.database.url });
    await client.connect();
    const { model } = await foldUpTo(client, await lastSeq(client));
    await writeSnapshot(client, model);
    await client.end();
    expect((await strip()).snapshots).toContain(instantText(model.at));
    expect((await strip('now')).snapshots).toEqual([]);
  });
});

describe('the story', () => {
  it('tells in order who did what, what walls showed, and what was escalated', async () => {
    const { items, more } = await story();
    expect(more).toBe(false);
    const told = items.filter(({ kind }) => kind !== 'escalation').map(({ kind, who, text }) => [kind, who, text]);
    const alarm = 'cảnh báo KHẨN CẤP “Cảnh báo nghiêm trọng trên srv-1 (web): 1 cảnh báo đang mở”';
    expect(told).toEqual([
      ['wall', null, 'Màn hình Phòng trực đã kết nối'],
      ['act', 'test.operator', `test.operator xác nhận ${alarm}: “đang kiểm tra”`],
      ['wall', null, 'Màn hình Phòng trực mất kết nối từ 07:29:45'],
      ['act', null, `Xác nhận ${alarm} đã hết hạn, tình trạng vẫn còn`],
      ['wall', null, 'Màn hình Phòng trực đã kết nối'],
      ['scene', null, 'Màn hình Phòng trực chuyển sang “đang kết nối”'],
    ]);
    expect(items.find(({ kind }) => kind === 'escalation')?.text).toMatch(
      /^Chưa ai xác nhận cảnh báo .*: báo lên Trưởng ca$/,
    );
    expect(items.find(({ kind }) => kind === 'act')?.occurrence).toBe(occurrence);
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
  });

  it('ends at an instant where one is asked for', async () => {
    const { items } = await story(`?until=${encodeURIComponent(instantText(at('07:00')))}`);
    expect(items.map(({ text }) => text)).toEqual(['Màn hình Phòng trực đã kết nối']);
    expect((await server.as('supervisor', `/api/days/${DAY}/story?until=x`)).body).toMatchObject({
      code: 'INVALID',
      where: 'until',
    });
  });

  it('is refused to operators, as the strip is', async () => {
    for (const path of [`/api/days/${DAY}`, `/api/days/${DAY}/story`])
      expect((await server.as('operator', path)).status).toBe(403);
  });
});

it('a full day without alarms and late events fits into 10 KB', async () => {
  const { minutes } = await strip();
  let seed = 1;
  const noise = (mean: number): number[] =>
    Array.from({ length: 1440 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return Math.round(mean + (Math.sqrt(mean) * 2 * (seed - 1_073_741_823)) / 1_073_741_823);
    });
  const zeros = new Array<number>(1440).fill(0);
  // 500,000 events as a province sends them: 40 % dossiers, 50 % endpoints, 10 % security, and each feed's heartbeats.
  const full = {
    ...minutes,
    dossier: noise(139),
    conference: noise(174),
    security: noise(35),
    other: new Array(1440).fill(6),
    alarm: zeros,
  };
  const snapshots = Array.from({ length: 288 }, (_, i) =>
    instantText(at('00:00') + i * 300_000 + ((i * 7_919) % 5_000)),
  );
  const whole = {
    ...(await strip()),
    minutes: full,
    markers: [],
    late: { count: 0, minutes: zeros, list: [] },
    snapshots,
  };
  expect(gzipSync(JSON.stringify(whole)).length).toBeLessThan(10 * 1024);
});
