// Lives of dossiers for property tests: legal ones and any others, and the log that they make.
import fc from 'fast-check';
import type { LogEvent } from '../../../../shared/event.ts';
import { DAY_MS, HOUR_MS, instantText } from '../../../../shared/time.ts';
import { ms } from './office.ts';

export const START = ms('06 12:00'); // a Friday

type Sent = Pick<LogEvent, 'time' | 'type' | 'subject' | 'agency' | 'data'>;

/** Where a received dossier may go (domain.md §2.3); one that is not may go to 2, 3, 5, 7. */
const NEXT: Record<number, number[]> = {
  1: [2, 2, 2, 3, 5, 7],
  2: [4, 5, 7],
  4: [4, 4, 5, 6, 8, 7, 9],
  5: [4, 2, 3, 7],
  6: [4],
  8: [4],
  9: [10, 4],
  10: [4],
  3: [],
  7: [],
};
const NEXT_UNRECEIVED: Record<number, number[]> = { ...NEXT, 5: [2, 3, 7] };

const step = fc.record({
  gap: fc.integer({ min: 1, max: 20 * HOUR_MS }),
  pick: fc.nat(59),
  extra: fc.nat(12),
  span: fc.integer({ min: -10, max: 60 }),
});
const life = fc.record({
  start: fc.integer({ min: 0, max: 4 * DAY_MS }),
  agency: fc.nat(3),
  level: fc.constantFrom(undefined, 2, 3, 4),
  channel: fc.constantFrom(undefined, 'online', 'in_person'),
  steps: fc.array(step, { maxLength: 9 }),
});

/** The events of one legal life; times are distinct within and, by the millisecond `index`, between dossiers. */
function eventsOf(
  story: typeof life extends fc.Arbitrary<infer T> ? T : never,
  index: number,
  isLegal: boolean,
): Sent[] {
  const subject = `H44-${index}`;
  const agencies = [null, 'H44.1', 'H44.2', 'H44.3'];
  const agency = agencies[story.agency] ?? null;
  let time = START + Math.floor(story.start / 1000) * 1000 + index;
  const sent: Sent[] = [];
  const push = (type: string, data: unknown) => sent.push({ time, type, subject, agency, data });
  const { level, channel } = story;
  push('dossier.submitted', {
    ...(level ? { level } : {}),
    ...(channel ? { channel } : {}),
    receiveBy: instantText(time + 8 * HOUR_MS),
  });
  let status = 1;
  let isReceived = false;
  for (const { gap, pick, extra, span } of story.steps) {
    time += Math.ceil(gap / 1000) * 1000;
    const reason = pick % 2 === 0 ? 'reschedule' : 'reset';
    if (extra === 0) push('dossier.due', { dueAt: instantText(time + span * HOUR_MS), reason });
    else if (extra === 1) push('dossier.deleted', {});
    else if (extra === 2) push('dossier.restored', {});
    else if (extra === 3) push('dossier.transferred', { toAgency: agencies[1 + (pick % 3)] });
    else if (extra === 4) push('dossier.rated', { rating: pick % 2 ? 'satisfied' : 'unsatisfied' });
    else if (extra === 5) push('dossier.finish_changed', { finishedAt: instantText(time - HOUR_MS) });
    else if (extra === 6) push('dossier.apology', {});
    else {
      const next = isLegal ? ((isReceived ? NEXT : NEXT_UNRECEIVED)[status] ?? []) : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
      if (next.length === 0) continue;
      status = next[pick % next.length] ?? 1;
      push('dossier.status', { status });
      if (status === 2 && !isReceived) {
        isReceived = true;
        time += 1000;
        push('dossier.due', { dueAt: instantText(time + (10 + span) * HOUR_MS), reason: 'initial' });
      }
    }
  }
  return sent;
}

export const storiesWith = (isLegal: boolean) =>
  fc
    .array(life, { minLength: 1, maxLength: 8 })
    .map((lives) => lives.flatMap((story, i) => eventsOf(story, i, isLegal)).sort((a, b) => a.time - b.time));

/** Numbered and stamped, each known `delay` after it happened, in the order of becoming known. */
export const logged = (sent: readonly Sent[], delays: readonly number[]): LogEvent[] =>
  sent
    .map((event, i) => ({ event, known: event.time + (delays[i % delays.length] ?? 0) }))
    .sort((a, b) => a.known - b.known)
    .map(({ event, known }, i) => ({
      ...event,
      seq: i + 1,
      receivedAt: known,
      foldAt: known,
      id: `e${i}`,
      source: '/s',
    }));
