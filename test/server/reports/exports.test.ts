// The files over HTTP: what is in them, how they are marked, who may have them, and that it is logged.
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantText } from '../../../shared/time.ts';
import { startTestServer, type TestServer, until } from '../../support/server.ts';
import { DAY, dayOfExercise, exported, fetchExport, rangeOf, START } from './day.ts';

const HOUR = 3_600_000;
let server: TestServer;
let owner: pg.Client;
beforeAll(async () => {
  server = await dayOfExercise();
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.end();
});

const count = async (where: string, values: unknown[] = []): Promise<number> =>
  Number((await owner.query(`select count(*) as n from log where ${where}`, values)).rows[0].n);
const file = (path: string) => fetchExport(server, path);
const refusal = async (path: string): Promise<unknown[]> => {
  const { status, text } = await file(path);
  const { code, where } = JSON.parse(text) as { code?: string; where?: string };
  return [status, code, where];
};

describe('events as CSV', () => {
  it('are all that was received in the range, marked, for Excel, and nothing in them runs there', async () => {
    const [from, to] = [START + HOUR, START + 3 * HOUR];
    const { bytes, text, name, type } = await file(`events?${rangeOf(from, to)}&format=csv`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(type).toContain('text/csv');
    const n = await count('received_at >= $1 and received_at < $2', [instantText(from), instantText(to)]);
    expect(n).toBeGreaterThan(600);
    const rows = parse(text, { bom: true, relax_column_count: true }) as string[][];
    const mark = rows[0]?.[0] ?? '';
    expect(mark).toMatch(
      /^# TRÍCH XUẤT · DIỄN TẬP · như đã biết lúc đó · đến sự kiện số .* · người lập: test\.supervisor · lập lúc /,
    );
    expect(rows[1]).toEqual(['seq', 'receivedAt', 'time', 'id', 'source', 'type', 'subject', 'agency', 'data']);
    expect(rows).toHaveLength(n + 2);
    const seq = Number(rows.at(-1)?.[0]);
    expect(name).toBe(`TRICH-XUAT_DIEN-TAP_su-kien_2026-11-19-080000_2026-11-19-100000_luc-do_so-${seq}.csv`);
    expect(JSON.parse(rows[2]?.[8] ?? '')).toBeTypeOf('object');
    const whole = await file(`events?day=${DAY}`);
    expect(whole.text).toContain(`'=HYPERLINK(""x"")`);
    expect(whole.name).toContain(`su-kien_${DAY}_`);
  });

  it('as known now are those dated in the range, whenever they came', async () => {
    const [from, to] = [START - 3 * HOUR, START];
    const { text, name } = await file(`events?${rangeOf(from, to)}&as=now&mode=replay`);
    const n = await count('time >= $1 and time < $2', [instantText(from), instantText(to)]);
    expect(n).toBeGreaterThan(5);
    const rows = parse(text, { bom: true, relax_column_count: true }) as string[][];
    expect(rows).toHaveLength(n + 2);
    expect(rows[0]?.[0]).toContain('# PHÁT LẠI · DIỄN TẬP · như biết bây giờ');
    expect(name).toMatch(/^PHAT-LAI_DIEN-TAP_su-kien_.*_bay-gio_so-\d+\.csv$/);
    for (const [, received = '', time = ''] of rows.slice(2)) expect(time < received).toBe(true);
  });

  it('end where a seq is pinned', async () => {
    const { text } = await file(`events?day=${DAY}&seq=100`);
    expect((parse(text, { bom: true, relax_column_count: true }) as string[][]).at(-1)?.[0]).toBe('100');
  });
});

describe('reports', () => {
  it('of a day and a shift are PDFs, in either truth, with the pages that were logged', async () => {
    const made = [
      await file(`day.pdf?day=${DAY}`),
      await file(`day.pdf?day=${DAY}&as=now&mode=replay`),
      await file(`shift.pdf?day=${DAY}&shift=1`),
    ];
    for (const { status, bytes, type } of made) {
      expect(status, bytes.toString('utf8', 0, 300)).toBe(200);
      expect(type).toBe('application/pdf');
      expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-');
    }
    const pages = made.map(({ bytes }) => bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length);
    const logged = (await exported(server)).slice(-3).map(({ data }) => data);
    expect(logged.map((data) => data.pages)).toEqual(pages);
    expect(logged.map(({ what, as, mode }) => [what, as, mode])).toEqual([
      ['day.pdf', 'then', 'extract'],
      ['day.pdf', 'now', 'replay'],
      ['shift.pdf 1', 'then', 'extract'],
    ]);
    expect(made.map(({ name }) => name.replace(/\d+\.pdf$/, ''))).toEqual([
      `TRICH-XUAT_DIEN-TAP_bao-cao-ngay_${DAY}_luc-do_so-`,
      `PHAT-LAI_DIEN-TAP_bao-cao-ngay_${DAY}_bay-gio_so-`,
      `TRICH-XUAT_DIEN-TAP_bao-cao-ca-1_${DAY}_luc-do_so-`,
    ]);
  });

  it('of a month say in words what no unit has sent, in Excel and as CSV alike', async () => {
    const { bytes, type } = await file('level4.xlsx?month=2026-11');
    expect(type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const entries = unzipSync(bytes);
    const texts = Object.entries(entries)
      .filter(([path]) => path.endsWith('.xml'))
      .map(([, content]) => strFromU8(content))
      .join('\n');
    for (const word of [
      'UBND huyện Hạ Hoà',
      'chưa có số liệu',
      'TOÀN TỈNH',
      'K14: hồ sơ mức độ 4 trong tháng',
      'DIỄN TẬP',
    ])
      expect(texts).toContain(word);
    const { text } = await file('level4.csv?month=2026-11');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const rows = parse(text, { bom: true, relax_column_count: true }) as string[][];
    expect(rows[0]?.[0]).toMatch(/^# TRÍCH XUẤT · DIỄN TẬP · như biết bây giờ/);
    const head = rows[1] ?? [];
    const unit = (code: string): Record<string, string> => {
      const row = rows.find((cells) => cells[1] === code) ?? [];
      return Object.fromEntries(head.map((name, index) => [name, row[index] ?? '']));
    };
    expect(unit('H44.99')).toMatchObject({
      'Thủ tục mức độ 4': '1',
      'K14: hồ sơ mức độ 4 trong tháng': 'chưa có số liệu',
      'K13: tỷ lệ thủ tục mức độ 4 có phát sinh hồ sơ': 'chưa có số liệu',
      'Tình trạng số liệu': 'chưa có số liệu',
    });
    expect(unit('H44.1')).toMatchObject({
      'K13: tỷ lệ thủ tục mức độ 4 có phát sinh hồ sơ': '100,0 %',
      'Tình trạng số liệu': 'có số liệu',
    });
    expect(Number(unit('H44.1')['K14: hồ sơ mức độ 4 trong tháng'])).toBeGreaterThanOrEqual(0);
  });
});

describe('who and what may', () => {
  it('supervisors alone', async () => {
    for (const path of [
      'events?day=2026-11-19',
      'day.pdf?day=2026-11-19',
      'shift.pdf?day=2026-11-19&shift=1',
      'level4.xlsx?month=2026-11',
      'level4.csv?month=2026-11',
    ]) {
      expect((await fetchExport(server, path, 'operator')).status).toBe(403);
      expect((await server.as(null, `/api/exports/${path}`)).status).toBe(401);
    }
  });

  it('is refused by the parameter that is wrong', async () => {
    expect(await refusal('events')).toEqual([400, 'INVALID', 'from']);
    expect(await refusal('events?day=hôm qua')).toEqual([400, 'INVALID', 'day']);
    expect(await refusal('events?day=2026-11-20')).toEqual([400, 'INVALID', 'day']); // not yet
    expect(await refusal(`events?day=${DAY}&from=2026-11-19`)).toEqual([400, 'INVALID', 'day']);
    expect(await refusal(`events?${rangeOf(START, START)}`)).toEqual([400, 'INVALID', 'from']);
    expect(await refusal(`events?${rangeOf(START - 32 * 24 * HOUR, START)}`)).toEqual([400, 'INVALID', 'to']);
    expect(await refusal(`events?day=${DAY}&format=xml`)).toEqual([400, 'INVALID', 'format']);
    expect(await refusal(`events?day=${DAY}&format=ndjson&as=now`)).toEqual([400, 'INVALID', 'as']);
    expect(await refusal(`events?day=${DAY}&seq=-1`)).toEqual([400, 'INVALID', 'seq']);
    expect(await refusal(`events?day=${DAY}&seq=99999999`)).toEqual([400, 'INVALID', 'seq']);
    expect(await refusal('day.pdf')).toEqual([400, 'INVALID', 'day']);
    expect(await refusal(`day.pdf?day=${DAY}&mode=live`)).toEqual([400, 'INVALID', 'mode']);
    expect(await refusal(`shift.pdf?day=${DAY}`)).toEqual([400, 'INVALID', 'shift']);
    expect(await refusal(`shift.pdf?day=${DAY}&shift=4`)).toEqual([400, 'INVALID', 'shift']);
    expect(await refusal(`shift.pdf?day=${DAY}&shift=3`)).toEqual([400, 'INVALID', 'shift']); // begins at 23:00
    expect(await refusal('level4.xlsx?month=2026-13')).toEqual([400, 'INVALID', 'month']);
    expect(await refusal('level4.xlsx?month=2026-12')).toEqual([400, 'INVALID', 'month']);
  });

  it('is logged before the first byte: who, what, which range, how many rows, up to which seq', async () => {
    const before = await exported(server);
    const { text } = await file(`events?${rangeOf(START, START + HOUR + 1)}`);
    const last = (await exported(server)).at(-1);
    expect(await exported(server)).toHaveLength(before.length + 1);
    const rows = parse(text, { bom: true, relax_column_count: true }) as string[][];
    expect(last).toMatchObject({
      subject: 'test.supervisor',
      data: {
        ...{ by: 'test.supervisor', role: 'supervisor', what: 'events.csv', as: 'then', mode: 'extract', pages: null },
        range: { from: instantText(START), to: instantText(START + HOUR + 1) },
        seq: Number(rows.at(-1)?.[0]),
        rows: rows.length - 2,
      },
    });
    // Nothing is logged of what was refused.
    await refusal('events?day=x');
    expect(await exported(server)).toHaveLength(before.length + 1);
  });
});

describe('one at a time', () => {
  it('for each person, with a refusal that says so', async () => {
    const both = await Promise.all([file(`day.pdf?day=${DAY}`), file(`day.pdf?day=${DAY}`)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
    const refused = both.find(({ status }) => status === 429);
    expect(JSON.parse(refused?.text ?? '')).toMatchObject({ ok: false, code: 'EXPORT_RUNNING' });
    expect((await file(`day.pdf?day=${DAY}`)).status).toBe(200);
  });

  it('ends with whoever goes away, and with it its connection', async () => {
    const leaving = new AbortController();
    const path = `${server.url}/api/exports/day.pdf?day=${DAY}`;
    const asked = fetch(path, { headers: { cookie: await server.cookie('supervisor') }, signal: leaving.signal });
    const connections = async (): Promise<number> =>
      Number(
        (
          await owner.query(
            `select count(*) as n from pg_stat_activity where application_name = 'ioc-export' and datname = current_database()`,
          )
        ).rows[0].n,
      );
    await expect.poll(connections, { timeout: 20_000, interval: 2 }).toBe(1);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(connections, { timeout: 20_000, interval: 2 }).toBe(0);
    expect((await file(`day.pdf?day=${DAY}`)).status).toBe(200);
  });
});

describe('a pruned log', () => {
  it('answers with the first instant that it has', async () => {
    const first = Date.parse('2026-11-16T08:00:00+07:00');
    const day = 24 * HOUR;
    const pruned = await startTestServer({ exerciseFrom: first, env: { IOC_RETENTION_DAYS: '1' } });
    try {
      for (let n = 0; n < 4; n++) {
        pruned.clock?.set(first + n * day);
        const { status } = await pruned.post({
          ...{ specversion: '1.0', id: `${n}`, source: '/t', type: 'feed.heartbeat', subject: '/t' },
          ...{ time: instantText(first + n * day), data: { expectedEverySec: 60 } },
        });
        expect(status).toBe(200);
      }
      await until('the recorder', () => pruned.hub.waiting() === 0);
      pruned.retention.run(false);
      await pruned.retention.settled();
      pruned.retention.run(true);
      await pruned.retention.settled();
      for (const path of [
        'events?day=2026-11-16',
        'day.pdf?day=2026-11-16',
        'shift.pdf?day=2026-11-16&shift=1',
        'level4.csv?month=2026-11',
      ]) {
        const { status, text } = await fetchExport(pruned, path);
        expect(status, `${path}: ${text.slice(0, 200)}`).toBe(404);
        expect(JSON.parse(text)).toMatchObject({
          ok: false,
          code: 'NOT_FOUND',
          message: expect.stringContaining('xem được từ 2026-11-1'),
        });
      }
      expect((await fetchExport(pruned, 'events?day=2026-11-19')).status).toBe(200);
    } finally {
      await pruned.end();
    }
  });
});
