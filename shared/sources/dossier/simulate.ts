// Life-stories of simulated dossiers (domain.md §2.3, §7): from handing in to the result, drawn whole from the seed and
// the day of submission, so that any later day can be had without running the days between.
import { demandOf, submissionClock } from '../../simulate/demand.ts';
import { type createMerge, MERGE_CLOCK } from '../../simulate/merge.ts';
import { procedurePicker, simulatedProcedures } from '../../simulate/procedures.ts';
import type { ProvinceAgency } from '../../simulate/province.ts';
import { createRandom, type Random, weightedPicker } from '../../simulate/random.ts';
import type { Setup } from '../../simulate/setup.ts';
import { WORKDAY_MS, type WorkTime } from '../../simulate/work-time.ts';
import { dayNumber, dayStart, dayText, HOUR_MS, instantText, MINUTE_MS } from '../../time.ts';

/** One fact of a story. `dueAt` is that of a `dossier.due`; its text is added to `data` when it is sent. */
export type StoryEvent = Readonly<{
  time: number;
  type: string;
  agency: string;
  data: Readonly<Record<string, unknown>>;
  status: number | null;
  dueAt: number | null;
}>;
export type DossierStory = Readonly<{
  code: string;
  submittedAt: number;
  procedure: string;
  level: 2 | 3 | 4;
  channel: 'in_person' | 'online' | 'post';
  /** By time. */
  events: readonly StoryEvent[];
}>;

/** No story lasts longer than so many days after its submission (30 working days, a supplement, lateness, Tết). */
export const LONGEST_STORY_DAYS = 84;

/** Median 5 working days (domain.md §7). */
const dueDays = weightedPicker<number>([
  [1, 12],
  [2, 8],
  [3, 14],
  [5, 24],
  [7, 12],
  [10, 12],
  [15, 9],
  [20, 6],
  [30, 3],
]);
const BATCH_CLOCKS = [10.5 * HOUR_MS, 16 * HOUR_MS] as const;
const WHITEWASH_A_MONTH = 3;
/** Late results a month that could be whitewashed: 2.6 % of 2,100 on 22 days. */
const LATE_A_MONTH = 1_200;

/**
 * Share of late results of a unit, 0–8 %, 2.6 % of all: it is the district offices (land) that are late, in the city
 * 7.8 % (baophutho.vn 2022); elsewhere it is rare. Spread thin over all units it would alarm everywhere (rule A11).
 */
export function lateShare(setup: Setup, agency: ProvinceAgency): number {
  if (agency.gso === '227') return 0.078;
  const random = createRandom(setup.seed, 'late', agency.code);
  if (agency.tier === 'district') return random.range(0.06, 0.08);
  return Math.min(0.08, random.exponential(agency.tier === 'department' ? 0.01 : 0.001));
}

/** The maker of stories for a setup; `work` must reach from the day asked for to LONGEST_STORY_DAYS + 20 behind it. */
export function createDossierStories(
  setup: Setup,
  work: WorkTime,
  merge: ReturnType<typeof createMerge>,
): (day: number) => DossierStory[] {
  const agencies = setup.province.agencies.filter((agency) => agency.weight > 0);
  const drawAgency = weightedPicker(agencies.map((agency) => [agency, agency.weight] as const));
  const late = new Map(agencies.map((agency) => [agency.code, lateShare(setup, agency)]));
  const drawProcedure = procedurePicker(simulatedProcedures());

  /** All that happens to one dossier, in any order. */
  function live(random: Random, at: number, agency: string, channel: DossierStory['channel']): StoryEvent[] {
    const events: StoryEvent[] = [];
    let holder = agency;
    const push = (time: number, type: string, data: StoryEvent['data'], dueAt: number | null = null): void => {
      events.push({ time: Math.round(time), type, agency: holder, data, status: null, dueAt });
    };
    const status = (time: number, code: number, step?: string): void => {
      const data = step === undefined ? { status: code } : { status: code, step };
      events.push({ time: Math.round(time), type: 'dossier.status', agency: holder, data, status: code, dueAt: null });
    };
    const due = (time: number, dueAt: number, reason: string): void =>
      push(time, 'dossier.due', { reason }, Math.round(dueAt));

    let opened = at;
    if (channel === 'in_person' && random.chance(0.001)) {
      push(at + 2 * MINUTE_MS, 'dossier.deleted', { reason: 'Hồ sơ thử' });
      if (random.chance(0.8)) return events;
      opened = at + 20 * MINUTE_MS;
      push(opened, 'dossier.restored', { reason: 'Xóa nhầm' });
    }
    const desk = channel === 'in_person';
    const taken = desk
      ? opened + random.range(1, 6) * MINUTE_MS
      : work.toInstant(work.toWork(opened) + MINUTE_MS + Math.min(random.exponential(2 * HOUR_MS), 12 * HOUR_MS));
    const fate = random.next();
    if (fate < (desk ? 0.01 : 0.06)) {
      status(taken, 3);
      return events;
    }
    if (fate > 0.997) {
      status(taken, 7);
      return events;
    }
    status(taken, 2);
    const days = dueDays(random);
    const start = work.toWork(taken);
    const length = days * WORKDAY_MS;
    let dueWork = start + length;
    due(taken, work.toInstant(dueWork), 'initial');

    if (random.chance(0.004)) {
      const to = drawAgency(random).code;
      if (to !== holder) {
        push(work.toInstant(start + 0.03 * length), 'dossier.transferred', { toAgency: to });
        holder = to;
      }
    }
    status(
      work.toInstant(start + Math.max(0.04 * length, Math.min(0.1 * length, random.range(0.2, 6) * HOUR_MS))),
      4,
      'Thụ lý',
    );
    if (random.chance(0.025)) {
      status(work.toInstant(start + random.range(0.12, 0.7) * length), 7);
      return events;
    }

    const isLate = random.chance(late.get(agency) ?? 0.026);
    const part = random.chance(0.7) ? random.range(0.75, 0.995) : random.range(0.25, 0.75);
    let finish = isLate
      ? dueWork + MINUTE_MS + Math.min(random.exponential(12 * HOUR_MS), 6 * WORKDAY_MS)
      : start + part * length;
    const pause = random.next();
    const from = start + random.range(0.12, 0.24) * length;
    let busyUntil = from;
    if (pause < 0.06 || pause > 0.997) {
      const isSupplement = pause < 0.06;
      const gap = random.range(0.5, 5) * WORKDAY_MS;
      status(work.toInstant(from), isSupplement ? 5 : 8);
      busyUntil = from + gap;
      if (isSupplement && random.chance(0.05)) {
        status(work.toInstant(busyUntil), 3);
        return events;
      }
      status(work.toInstant(busyUntil), 4, 'Thụ lý');
      dueWork += gap;
      finish += gap;
      due(work.toInstant(busyUntil), work.toInstant(dueWork), isSupplement ? 'supplement' : 'reset');
    } else if (pause < 0.08) {
      busyUntil = Math.min(from + random.range(0.2, 4) * HOUR_MS, finish - 30 * MINUTE_MS);
      if (busyUntil > from) {
        const paid = work.toInstant(busyUntil);
        status(work.toInstant(from), 6);
        push(paid, 'dossier.paid', { amountVnd: 5_000 * (1 + random.int(60)), method: 'online' });
        status(paid + 1_000, 4, 'Thụ lý');
      }
    }
    if (!isLate && random.chance(0.002)) {
      const told = work.toInstant(Math.max(busyUntil, dueWork - 0.05 * length));
      dueWork += 3 * WORKDAY_MS;
      finish = Math.max(finish, dueWork - 2 * WORKDAY_MS);
      push(told, 'dossier.apology', { newDueAt: instantText(Math.round(work.toInstant(dueWork))) });
      due(told, work.toInstant(dueWork), 'reschedule');
    } else if (isLate && random.chance(0.4)) {
      push(work.toInstant(dueWork + 30_000), 'dossier.apology', {
        newDueAt: instantText(Math.round(work.toInstant(finish))),
      });
    }
    const signing = finish - random.range(0.05, 0.2) * (finish - busyUntil);
    status(work.toInstant(signing), 4, 'Trình ký');

    // A batch is a click on many dossiers: they share one instant to the millisecond.
    let finished = work.toInstant(finish);
    if (random.chance(0.4)) {
      const batch = BATCH_CLOCKS.map((clock) => dayStart(dayNumber(finished)) + clock)
        .filter((t) => t <= finished)
        .at(-1);
      if (batch !== undefined && batch > work.toInstant(signing)) finished = batch;
    }
    status(finished, 9);
    const dueAt = work.toInstant(dueWork);
    if (isLate && random.chance(WHITEWASH_A_MONTH / LATE_A_MONTH)) {
      const data = {
        finishedAt: instantText(Math.round(dueAt)),
        previousFinishedAt: instantText(Math.round(finished)),
      };
      push(work.toInstant(finish + random.range(1, 8) * HOUR_MS), 'dossier.finish_changed', {
        ...data,
        reason: 'Đặt lại hồ sơ quá hạn',
      });
    }
    if (random.chance(0.005)) {
      const again = work.toWork(finished) + random.range(1, 12) * HOUR_MS;
      status(work.toInstant(again), 4, 'Thu hồi');
      finished = work.toInstant(again + random.range(2, 16) * HOUR_MS);
      status(finished, 9);
    }
    if (random.chance(0.85)) {
      const returned = work.toInstant(work.toWork(finished) + 5 * MINUTE_MS + random.next() ** 2 * 2 * WORKDAY_MS);
      status(returned, 10);
      const rating = random.chance(0.8) ? 'very_satisfied' : random.chance(0.95) ? 'satisfied' : 'unsatisfied';
      if (random.chance(0.1)) push(returned + random.range(1, 8) * MINUTE_MS, 'dossier.rated', { rating });
    }
    return events;
  }

  return (day) => {
    const demand = demandOf(setup, day);
    const random = createRandom(setup.seed, 'dossier', day);
    const handed = Array.from({ length: demand.dossiers }, () => {
      const agency = merge.holderOn(drawAgency(random).code, day);
      const isOnline = !demand.desk || random.chance(setup.onlineShare);
      const channel = isOnline ? ('online' as const) : random.chance(0.03) ? ('post' as const) : ('in_person' as const);
      return { agency, channel, at: dayStart(day) + submissionClock(random, isOnline, day) };
    }).sort((a, b) => a.at - b.at);
    const numbers = new Map<string, number>();
    return handed.map(({ agency, channel, at }) => {
      const number = (numbers.get(agency) ?? 0) + 1;
      numbers.set(agency, number);
      const code = `${agency}-${dayText(day).slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`;
      const { code: procedure, level } = drawProcedure(random, channel === 'online');
      const applicant = random.chance(0.15) ? 'business' : 'citizen';
      const answerBy = { receiveBy: instantText(work.toInstant(work.toWork(at) + WORKDAY_MS)) };
      const data = { procedure, level, channel, applicant, ...(channel === 'online' ? answerBy : {}) };
      const submitted = { time: at, type: 'dossier.submitted', agency, data, status: null, dueAt: null };
      const events = [submitted, ...live(random, at, agency, channel)].sort((a, b) => a.time - b.time);
      return { code, submittedAt: at, procedure, level, channel, events: merge.apply(events, agency, MERGE_CLOCK) };
    });
  };
}
