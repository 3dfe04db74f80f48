// Alarm rules of conferences (domain.md §4, A20–A23). All judge (model, now) alone; on-delays count from instants in the model.
import type { Finding, Priority, Rule, RuleContext } from '../../source.ts';
import { instantText, MINUTE_MS, SECOND_MS } from '../../time.ts';
import type { Attendance } from './attendance.ts';
import { READY_BEFORE_MS, testPassed } from './conference-row.ts';
import { attendedIn, silentFeeds } from './derive.ts';
import { isCertain } from './doubt.ts';
import { groupsAt, isPartOfGroup, judgeGroups } from './groups.ts';
import { guidance } from './guidance.ts';
import { judgeLevel } from './level.ts';
import { type Conference, type ConferenceModel, conferenceState, type Endpoint, NEVER } from './model.ts';

const TEST_BOARD_MS = 60 * MINUTE_MS;
const TEST_PRESSING_MS = 30 * MINUTE_MS;
const DROP_DELAY_MS = 30 * SECOND_MS;
const FLAPPING_MS = 15 * MINUTE_MS;
const FLAPPING_DROPS = 3;

const clock = (instant: number): string => instantText(instant).slice(11, 19);
const isCritical = (conference: Conference, id: string, endpoint: Endpoint | null): boolean =>
  endpoint?.critical === true || conference.chair === id;
const nameOf = (endpoint: Endpoint | null, id: string): string => endpoint?.name ?? id;

type Stage = 'test' | 'pressing' | 'join' | 'opened';

function stageOf(conference: Conference, now: number): Stage | null {
  const state = conferenceState(conference);
  if (conference.scheduledAt < 0 || state === 'closed' || state === 'cancelled') return null;
  if (state === 'open') return 'opened';
  const left = conference.startsAt - now;
  if (left > TEST_BOARD_MS || now >= conference.endsAt) return null;
  if (left > TEST_PRESSING_MS) return 'test';
  return left > READY_BEFORE_MS ? 'pressing' : 'join';
}

/** Was it there at any time since the opening? Then its absence is a drop or a farewell, not a no-show. */
function attendedSince({ stays }: Attendance, openedAt: number): boolean {
  for (let i = 0; i < stays.length; i += 2) {
    const [start = NEVER, stop = NEVER] = [stays[i], stays[i + 1]];
    if (stop >= openedAt && (stop > start || start >= openedAt)) return true;
  }
  return false;
}

function notReady(model: ConferenceModel, conference: Conference, stage: Stage, ctx: RuleContext): Finding[] {
  const silent = silentFeeds(model, ctx);
  const found: Finding[] = [];
  const at = clock(conference.startsAt).slice(0, 5);
  for (const { id, endpoint, attendance } of attendedIn(model, conference, ctx.now).all) {
    if (endpoint !== null && silent.has(endpoint.source)) continue;
    if (stage === 'test' || stage === 'pressing') {
      if (testPassed(endpoint, conference, NEVER)) continue;
      const minutes = stage === 'test' ? 60 : 30;
      const text = `${nameOf(endpoint, id)} chưa chạy thử đạt, còn dưới ${minutes} phút đến ${conference.title} (${at})`;
      found.push({ subject: `${id}@${conference.id}`, priority: stage === 'test' ? 'P4' : 'P3', text });
      continue;
    }
    if (attendance.present || (conference.openedAt !== null && attendedSince(attendance, conference.openedAt)))
      continue;
    const when =
      stage === 'join' ? `còn dưới 10 phút đến ${conference.title} (${at})` : `${conference.title} đã khai mạc`;
    const priority: Priority = isCritical(conference, id, endpoint) ? 'P1' : 'P2';
    found.push({
      subject: `${id}@${conference.id}`,
      priority,
      text: `${nameOf(endpoint, id)} chưa vào phòng họp, ${when}`,
    });
  }
  return found;
}

type Memo = { key: string; found: Finding[] };
const memos = new WeakMap<Conference, Memo>();

function* judgeReadiness(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  for (const conference of model.conferences.values()) {
    const stage = stageOf(conference, ctx.now);
    if (stage === null) continue;
    const key = `${model.rev} ${model.day} ${stage} ${[...silentFeeds(model, ctx)].join('\n')}`;
    let memo = memos.get(conference);
    if (memo?.key !== key) {
      memo = { key, found: notReady(model, conference, stage, ctx) };
      memos.set(conference, memo);
    }
    yield* memo.found;
  }
}

function* judgeDrops(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  let groups: ReturnType<typeof groupsAt> | undefined;
  const silent = silentFeeds(model, ctx);
  for (const conference of model.conferences.values()) {
    if (conferenceState(conference) !== 'open') continue;
    for (const { id, endpoint, attendance } of attendedIn(model, conference, ctx.now).away) {
      const { dropAt, drops } = attendance;
      if (ctx.now < dropAt + DROP_DELAY_MS) continue;
      if (endpoint === null || !isCertain(model, endpoint, ctx, silent)) continue;
      groups ??= groupsAt(model, ctx);
      if (isPartOfGroup(model, id, ctx, groups)) continue;
      const recent = drops.filter((at) => at > dropAt - FLAPPING_MS).length;
      const often = recent >= FLAPPING_DROPS ? `, lần thứ ${recent} trong 15 phút` : '';
      let priority: Priority = recent >= FLAPPING_DROPS ? 'P2' : 'P3';
      if (isCritical(conference, id, endpoint)) priority = 'P1';
      const text = `${nameOf(endpoint, id)} mất kết nối từ ${clock(dropAt)}${often} (${conference.title})`;
      yield { subject: `${id}@${conference.id}`, priority, text };
    }
  }
}

export const conferenceRules: readonly Rule<ConferenceModel>[] = [
  {
    id: 'A20',
    kind: 'level',
    name: 'Điểm cầu chưa sẵn sàng',
    owner: 'Kỹ thuật điểm cầu; Trung tâm CNTT&TT',
    guidance: guidance.A20,
    levels: {
      test: { label: 'chưa chạy thử, còn dưới 60 phút', default: 'P4' },
      pressing: { label: 'chưa chạy thử, còn dưới 30 phút', default: 'P3' },
      join: { label: 'chưa vào phòng họp', default: 'P2' },
      critical: { label: 'điểm cầu trọng yếu chưa vào phòng họp', default: 'P1' },
    },
    judge: judgeReadiness,
  },
  {
    id: 'A21',
    kind: 'pair',
    name: 'Điểm cầu mất kết nối',
    owner: 'Kỹ thuật điểm cầu; VNPT hoặc nhà mạng',
    guidance: guidance.A21,
    levels: {
      drop: { label: 'mất kết nối', default: 'P3' },
      often: { label: 'rớt nhiều lần', default: 'P2' },
      critical: { label: 'điểm cầu trọng yếu', default: 'P1' },
    },
    params: {
      often: { label: 'Coi là rớt nhiều lần từ', unit: 'lần trong 15 phút', default: 3, min: 2, max: 50 },
    },
    onDelaySec: 30,
    judge: judgeDrops,
  },
  {
    id: 'A22',
    kind: 'pair',
    name: 'Mất kết nối đồng loạt',
    owner: 'Điều phối MCU; nhà mạng',
    guidance: guidance.A22,
    levels: { group: { label: 'nhiều điểm cầu trong một phút', default: 'P1' } },
    judge: judgeGroups,
  },
  {
    id: 'A23',
    kind: 'level',
    name: 'Thiếu điểm cầu',
    owner: 'Trưởng ca',
    guidance: guidance.A23,
    levels: {
      opening: { label: 'chưa đủ khi khai mạc', default: 'P2' },
      low: { label: 'thiếu khi đang họp', default: 'P1' },
    },
    judge: judgeLevel,
  },
];
