// A simulated conference of all endpoints (domain.md §2.4, §7): tests, the surge of joins, drops and rejoins, a cut trunk,
// leaving. A pure function of the setup and the local day.
import { CONFERENCE_CHANNEL, deliver, type SimEvent } from '../../simulate/delivery.ts';
import { districtOf, type ProvinceEndpoint } from '../../simulate/province.ts';
import { createRandom, type Random } from '../../simulate/random.ts';
import { type Setup, SIMULATED_SOURCES } from '../../simulate/setup.ts';
import { DAY_MS, dayStart, dayText, HOUR_MS, instantText, MINUTE_MS, SECOND_MS } from '../../time.ts';

const SOURCE = SIMULATED_SOURCES.conference;
const STARTS = 8 * HOUR_MS;
const ENDS = 11.5 * HOUR_MS;

/** From joining to leaving or dropping. */
export type Session = Readonly<{ id: string; from: number; to: number; end: 'left' | 'dropped' }>;
export type Attendance = Readonly<{
  endpoint: ProvinceEndpoint;
  device: string;
  tests: readonly { at: number; ok: boolean }[];
  sessions: readonly Session[];
}>;
export type SimulatedConference = Readonly<{
  id: string;
  title: string;
  scheduledAt: number;
  startsAt: number;
  endsAt: number;
  openedAt: number;
  closedAt: number;
  /** Agency code of the district whose trunk was cut. */
  cutDistrict: string | null;
  attendance: readonly Attendance[];
}>;

/** Is there a conference on that local day? One each working day where the scenario has them. */
export const hasConference = (setup: Setup, day: number): boolean =>
  setup.scenario.conference && day >= setup.startDay && setup.isWorkingDay(day);

/** Who was there from when to when; null on a day without a conference. */
export function simulatedConference(setup: Setup, day: number): SimulatedConference | null {
  if (!hasConference(setup, day)) return null;
  const random = createRandom(setup.seed, 'conference', day);
  const startsAt = dayStart(day) + STARTS;
  const endsAt = dayStart(day) + ENDS;
  const openedAt = startsAt + Math.round(random.range(5, 60) * SECOND_MS);
  const closedAt = endsAt + Math.round(random.range(-5, 8) * MINUTE_MS);
  const districts = setup.province.agencies.filter((agency) => agency.tier === 'district');
  // One cut in five conferences; in Yên Lập, where the valley hangs on one line, or elsewhere.
  const isCut = random.chance(0.2);
  const yenLap = districts.find((district) => district.gso === '234');
  const cutDistrict = isCut ? ((random.chance(0.5) ? yenLap : random.pick(districts))?.code ?? null) : null;
  const cutAt = openedAt + Math.round(random.range(30, 150) * MINUTE_MS);
  const attendance = setup.province.endpoints.map((endpoint): Attendance => {
    const own = createRandom(setup.seed, 'endpoint', day, endpoint.id);
    const isInCut = cutDistrict !== null && endpoint.tier === 'commune' && districtOf(endpoint.agency) === cutDistrict;
    const cut = isInCut
      ? {
          at: cutAt + Math.round(own.next() * 15 * SECOND_MS),
          back: cutAt + Math.round(own.range(240, 300) * SECOND_MS),
        }
      : null;
    return attend(own, endpoint, `${dayText(day)}-${endpoint.id}`, setup.scenario.habits, startsAt, closedAt, cut);
  });
  const scheduledAt = Math.max(dayStart(day - 1) + 15 * HOUR_MS, dayStart(setup.startDay) + MINUTE_MS);
  const title = 'Hội nghị trực tuyến toàn tỉnh';
  return {
    id: `HN-${dayText(day)}`,
    title,
    scheduledAt,
    startsAt,
    endsAt,
    openedAt,
    closedAt,
    cutDistrict,
    attendance,
  };
}

function attend(
  random: Random,
  endpoint: ProvinceEndpoint,
  key: string,
  { joinMin, testMin }: Setup['scenario']['habits'],
  startsAt: number,
  closedAt: number,
  cut: Readonly<{ at: number; back: number }> | null,
): Attendance {
  const device = endpoint.tier === 'commune' ? (random.chance(0.7) ? 'pc' : 'codec') : 'codec';
  const testAt = Math.round(startsAt - random.range(testMin[1], testMin[0]) * MINUTE_MS);
  const passes = random.chance(0.97);
  const tests = [{ at: testAt, ok: passes }];
  if (!passes && random.chance(0.67)) tests.push({ at: testAt + 6 * MINUTE_MS, ok: true });
  if (!endpoint.critical && random.chance(0.01)) return { endpoint, device, tests, sessions: [] };

  // 95 % within fifteen minutes around the middle; 2 % only after the beginning; critical ones are never late.
  const isLate = !endpoint.critical && random.chance(0.02);
  const around = Math.max(-12 * MINUTE_MS, Math.min(6.5 * MINUTE_MS, random.logistic() * 2 * MINUTE_MS));
  let at = startsAt + Math.round(isLate ? random.range(1, 20) * MINUTE_MS : around - joinMin * MINUTE_MS);
  const leaves = closedAt + Math.round(random.next() ** 2 * 3 * MINUTE_MS);
  const dropsEach = (endpoint.tier === 'commune' ? 25 : 50) * HOUR_MS;
  const sessions: Session[] = [];
  let pendingCut = cut;
  while (at < closedAt - 2 * MINUTE_MS) {
    const id = `${key}-${sessions.length + 1}`;
    let ends = at + 5 * SECOND_MS + Math.round(random.exponential(dropsEach));
    // Median 70 s, now and then many minutes.
    let back = ends + Math.round(70 * SECOND_MS * Math.exp(0.8 * Math.max(-2, Math.min(3, random.normal()))));
    if (pendingCut && at < pendingCut.at && ends > pendingCut.at) {
      ends = pendingCut.at;
      back = pendingCut.back;
      pendingCut = null;
    }
    if (ends >= closedAt) {
      sessions.push({ id, from: at, to: leaves, end: 'left' });
      break;
    }
    sessions.push({ id, from: at, to: ends, end: 'dropped' });
    if (random.chance(0.01)) break;
    at = back;
  }
  return { endpoint, device, tests, sessions };
}

type Tell = (
  time: number,
  type: string,
  subject: string,
  key: string,
  data: SimEvent['data'],
  agency: string | null,
) => void;

function teller(setup: Setup, random: Random, conference: SimulatedConference, out: SimEvent[]): Tell {
  return (time, type, subject, key, data, agency) => {
    const { sendAt, againAt } = deliver(random, CONFERENCE_CHANNEL, time, setup.faults);
    const event = { time, id: `${conference.id}#${key}`, source: SOURCE, type, subject, agency, data };
    out.push({ sendAt, ...event });
    if (againAt !== null) out.push({ sendAt: againAt, ...event });
  };
}

/** The plan is sent the day before; on the first day, at its beginning. */
function planEvents(setup: Setup, day: number): SimEvent[] {
  const conference = simulatedConference(setup, day);
  if (!conference) return [];
  const out: SimEvent[] = [];
  const { id, title, startsAt, endsAt } = conference;
  const endpoints = setup.province.endpoints.map((endpoint) => endpoint.id);
  const chair = endpoints[0] ?? '';
  const data = { title, startsAt: instantText(startsAt), endsAt: instantText(endsAt), endpoints, chair };
  const random = createRandom(setup.seed, 'conference-plan', day);
  teller(setup, random, conference, out)(
    conference.scheduledAt,
    'conference.scheduled',
    id,
    'scheduled',
    data,
    setup.province.code,
  );
  return out;
}

function courseEvents(setup: Setup, day: number): SimEvent[] {
  const conference = simulatedConference(setup, day);
  if (!conference) return [];
  const out: SimEvent[] = [];
  const { id } = conference;
  const own = teller(setup, createRandom(setup.seed, 'conference-feed', day), conference, out);
  own(conference.openedAt, 'conference.opened', id, 'opened', {}, setup.province.code);
  own(conference.closedAt, 'conference.closed', id, 'closed', {}, setup.province.code);
  for (const attendance of conference.attendance) {
    const random = createRandom(setup.seed, 'endpoint-feed', day, attendance.endpoint.id);
    attendanceEvents(setup, random, attendance, id, teller(setup, random, conference, out));
  }
  return out;
}

function attendanceEvents(setup: Setup, random: Random, attendance: Attendance, conference: string, send: Tell): void {
  const { endpoint, device, tests, sessions } = attendance;
  const tell = (time: number, type: string, key: string, data: SimEvent['data']): void =>
    send(time, type, endpoint.id, `${endpoint.id}/${key}`, { conference, ...data }, endpoint.agency);
  for (const [index, { at, ok }] of tests.entries()) {
    tell(at, 'endpoint.test', `test${index}`, { picture: 'ok', sound: ok ? 'ok' : 'bad' });
  }
  for (const [index, { id: session, from, to, end }] of sessions.entries()) {
    tell(from, 'endpoint.joined', `${index}j`, { session, device });
    const step = setup.heartbeatSec * SECOND_MS;
    let beat = 0;
    for (let at = from + step; at < to; at += step) tell(at, 'endpoint.heartbeat', `${index}h${beat++}`, { session });
    let sample = 0;
    for (let at = from + random.range(60, 360) * SECOND_MS; at < to; at += 10 * MINUTE_MS) {
      const said = quality(random, false);
      // The chair has the floor all morning.
      const speaks = endpoint.id === setup.province.endpoints[0]?.id ? { micMuted: false, speaking: true } : {};
      tell(Math.round(at), 'endpoint.quality', `${index}q${sample++}`, { ...said, ...speaks });
    }
    if (end === 'dropped' && to - from > MINUTE_MS) {
      tell(to - 40 * SECOND_MS, 'endpoint.quality', `${index}qx`, quality(random, true));
    }
    const reason = end === 'left' ? 'closed_by_host' : random.pick(['network', 'network', 'power', 'timeout']);
    tell(to, end === 'left' ? 'endpoint.left' : 'endpoint.dropped', `${index}e`, { session, reason });
  }
}

function quality(random: Random, isBad: boolean): Record<string, unknown> {
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    rttMs: round(isBad ? random.range(420, 900) : random.range(18, 70)),
    jitterMs: round(isBad ? random.range(40, 120) : random.range(1, 9)),
    lossPct: round(isBad ? random.range(6, 20) : random.range(0, 0.8)),
    upKbps: Math.round(isBad ? random.range(80, 300) : random.range(1_200, 2_600)),
    downKbps: Math.round(isBad ? random.range(100, 500) : random.range(1_500, 4_000)),
    fps: Math.round(isBad ? random.range(4, 12) : random.range(24, 30)),
    micMuted: random.chance(0.9995),
    camOn: true,
    speaking: false,
  };
}

/** Events of this source whose sending falls on the local day: its conference, and the plan of tomorrow's. */
export function conferenceDay(setup: Setup, day: number): SimEvent[] {
  const [from, to] = [dayStart(day), dayStart(day) + DAY_MS];
  return [...planEvents(setup, day), ...courseEvents(setup, day), ...planEvents(setup, day + 1)].filter(
    (event) => event.sendAt >= from && event.sendAt < to,
  );
}
