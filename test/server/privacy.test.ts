// Who sees a dossier by its code, and that nobody sees a person (I8, features.md 2#31): every way into the past, walked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayStart, instantText, parseDay } from '../../shared/time.ts';
import { event, type Role, startTestServer, until, watch } from '../support/server.ts';

const DAY = '2026-11-24'; // a Tuesday
const at = (clock: string): number => Date.parse(`${DAY}T${clock}+07:00`);
const AGENCY = 'H44.14';
const CODES = [1, 2, 3, 4, 5, 6].map((n) => `H44.14-261124-000771${n}`);
/** What a source sends though nobody asked for it, and what people write where there is room. */
const PERSONS = { chuHoSo: 'Nguyễn Thị Lan', soGiayTo: '001199912345', phone: '0912345678', email: 'lan@example.vn' };
const NAMES = [...Object.values(PERSONS), 'Trần Văn Kín', ...Object.keys(PERSONS)];

let server: Awaited<ReturnType<typeof startTestServer>>;

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: dayStart(parseDay(DAY)) });
  server.clock?.set(at('07:00:00'));
  await server.post([
    event('agency.registered', AGENCY, at('07:00:00'), { name: 'Huyện Thanh Sơn', tier: 'district' }),
  ]);
  server.clock?.set(at('10:00:00'));
  const own = { agency: AGENCY };
  const { status, body } = await server.post(
    CODES.flatMap((code) => [
      event('dossier.submitted', code, at('08:00:00'), { channel: 'online', level: 4, ...PERSONS }, own),
      event('dossier.status', code, at('08:10:00'), { status: 2, step: 'Trần Văn Kín', ...PERSONS }, own),
      event('dossier.due', code, at('08:11:00'), { dueAt: `${DAY}T09:00:00+07:00`, reason: 'initial' }, own),
      event('dossier.due', code, at('09:30:00'), { dueAt: `${DAY}T16:00:00+07:00`, reason: 'reset' }, own),
      event('dossier.deleted', 'H44.14-261124-0008888', at('08:12:00'), { reason: 'Trần Văn Kín' }, own),
      // Older than what is known of it: late.
      event('dossier.paid', code, at('08:05:00'), { amountVnd: 50_000, ...PERSONS }, own),
    ]),
  );
  expect(status, JSON.stringify(body)).toBe(200);
  server.clock?.set(at('10:05:00'));
  await until('an empty queue', () => server.hub.waiting() === 0);
});
afterAll(() => server.end());

const FIGURES = [
  ...['submitted', 'received', 'overdue', 'open', 'onTime', 'rewritten', 'online', 'hourly.8', 'byLevel.4'].map(
    (leaf) => `dossier.${leaf}`,
  ),
  'dossier.byAgency.H44.14.overdue',
  'alarms.unacknowledged.P2',
  'alarms.unacknowledged.P3',
  'feeds./test/nguon.late',
  'feeds./test/nguon.accepted',
];

async function explained(role: Role, past: string): Promise<string[]> {
  const texts: string[] = [];
  for (const figure of FIGURES) {
    const answer = await server.as(role, `/api/explain?figure=${encodeURIComponent(figure)}${past}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    texts.push(JSON.stringify(answer.body));
  }
  return texts;
}

/** All that a replay of the day sends: an opening, seeks, steps and a stretch at full speed. */
async function replayed(as: 'then' | 'now'): Promise<string> {
  const socket = await server.socket('/replay', 'supervisor');
  const screen = watch(socket.connect());
  const said: unknown[] = [];
  socket.onAny((...heard) => said.push(heard));
  const call = (name: string, payload: object): Promise<unknown> => socket.timeout(20_000).emitWithAck(name, payload);
  said.push(await call('open', { from: instantText(at('00:00:00')), to: instantText(at('23:59:59')), as }));
  for (const clock of ['08:30:00', '09:59:59', '10:04:00'])
    said.push(await call('seek', { at: instantText(at(clock)) }));
  said.push(await call('step', { to: 'event', back: true }), await call('seek', { at: instantText(at('07:00:00')) }));
  said.push(await call('play', { speed: 900 }));
  await until('a stretch that was played', () => Date.parse(screen.last().at) > at('07:30:00'), 20_000);
  await call('close', {});
  socket.disconnect();
  return JSON.stringify(said);
}

const held = (texts: readonly string[], words: readonly string[]): string[] =>
  words.filter((word) => texts.some((text) => text.includes(word)));

describe('a dossier', () => {
  it('is explained to an operator by its last four digits, to supervisors and administrators by its code', async () => {
    const operator = await explained('operator', '');
    expect(held(operator, CODES)).toEqual([]);
    expect(operator.some((text) => text.includes('"subject":"…7711"'))).toBe(true);
    for (const role of ['supervisor', 'admin'] as const) {
      expect(held(await explained(role, ''), CODES)).toEqual(CODES);
      const past = `&at=${encodeURIComponent(instantText(at('10:04:00')))}`;
      expect(held(await explained(role, `${past}&as=now`), CODES)).toEqual(CODES);
    }
  });

  it('has no code on any screen of the past', async () => {
    for (const as of ['then', 'now'] as const) {
      const frames = await replayed(as);
      expect(frames.length).toBeGreaterThan(2_000);
      expect(held([frames], CODES), `replay as=${as}`).toEqual([]);
      for (const path of [
        `/api/days/${DAY}?as=${as}`,
        '/api/days',
        `/api/view?at=${encodeURIComponent(instantText(at('10:04:00')))}&as=${as}`,
      ]) {
        const { status, body } = await server.as('supervisor', path);
        expect(status).toBe(200);
        expect(held([JSON.stringify(body)], CODES), path).toEqual([]);
      }
    }
  });
});

describe('a person', () => {
  it('is in no answer about the past, whoever asks', async () => {
    const texts = [
      ...(await explained('operator', '')),
      ...(await explained('admin', '')),
      await replayed('then'),
      JSON.stringify((await server.as('admin', `/api/days/${DAY}`)).body),
    ];
    expect(held(texts, NAMES)).toEqual([]);
  });
});

describe('the log', () => {
  it('knows who replayed and who had what explained', async () => {
    const { body } = await server.as('admin', '/api/events?type=audit.*&limit=1000');
    const audits = body.events as { type: string; data: Record<string, unknown> }[];
    const explainedBy = new Set(audits.filter(({ type }) => type === 'audit.explained').map(({ data }) => data.by));
    expect([...explainedBy].sort()).toEqual(['admin', 'test.operator', 'test.supervisor']);
    const replays = audits.filter(({ type }) => /replay/.test(type));
    expect(replays.length).toBeGreaterThan(1);
    for (const { data } of replays) expect(data).toMatchObject({ by: 'test.supervisor' });
  });
});
