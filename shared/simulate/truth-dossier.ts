// What the wall must show of the dossiers at an instant, from the life-stories themselves. Written from the meanings in
// interfaces.md §4 and domain.md §3.1 and from nothing that the folds use: a figure that both get wrong alike is unlikely.

import { LONGEST_STORY_DAYS } from '../sources/dossier/simulate.ts';
import { dayNumber, dayStart, localHour } from '../time.ts';
import type { DeliveredDossier } from './dossier-feed.ts';
import type { Setup } from './setup.ts';
import { createWorkTime, WORKDAY_MS } from './work-time.ts';

type Status = Readonly<{ time: number; status: number }>;

/** What is known of one dossier at an instant. */
type Known = Readonly<{
  submittedAt: number | null;
  isSnapshot: boolean;
  isDeleted: boolean;
  level: 2 | 3 | 4 | null;
  channel: string | null;
  statuses: readonly Status[];
  receivedAt: number | null;
  dueAt: number | null;
}>;

const isDone = (status: number): boolean => status === 9 || status === 10;
const isPaused = (status: number): boolean => status === 5 || status === 6 || status === 8;

function knownAt(dossier: DeliveredDossier, at: number): Known | null {
  const isSnapshot = dossier.snapshotAt !== null && dossier.snapshotAt <= at;
  const arrived = dossier.sent.filter(({ sendAt }) => sendAt <= at).map(({ event }) => event);
  const facts = isSnapshot ? [...dossier.past, ...arrived] : arrived;
  if (facts.length === 0) return null;
  const statuses = facts.flatMap(({ time, status }) => (status === null ? [] : [{ time, status }]));
  const isSubmissionKnown = facts.some(({ type }) => type === 'dossier.submitted');
  const received =
    statuses.find(({ status }) => status === 2) ?? statuses.find(({ status }) => ![1, 3, 7].includes(status));
  return {
    submittedAt: isSubmissionKnown ? dossier.story.submittedAt : null,
    isSnapshot,
    isDeleted:
      facts.findLast(({ type }) => type === 'dossier.deleted' || type === 'dossier.restored')?.type ===
      'dossier.deleted',
    level: isSubmissionKnown ? dossier.story.level : null,
    channel: isSubmissionKnown ? dossier.story.channel : null,
    statuses,
    receivedAt: received?.time ?? null,
    dueAt: facts.findLast(({ dueAt }) => dueAt !== null)?.dueAt ?? null,
  };
}

/** Last status before an instant; 1 where there was none. */
const statusBefore = (statuses: readonly Status[], instant: number): number =>
  statuses.findLast(({ time }) => time < instant)?.status ?? 1;

/** Expected figures of the local day of `at`, from everything delivered up to then. */
export function dossierTruth(dossiers: Iterable<DeliveredDossier>, setup: Setup, at: number) {
  const today = dayStart(dayNumber(at));
  const work = createWorkTime(setup.isWorkingDay, dayNumber(at) - 10, dayNumber(at) + 30 + LONGEST_STORY_DAYS);
  const soon = work.toInstant(work.toWork(at) + WORKDAY_MS);
  const t = {
    submitted: 0,
    received: 0,
    resolved: 0,
    late: 0,
    rejected: 0,
    withdrawn: 0,
    ofReceived: { rejected: 0, withdrawn: 0 },
    carriedOver: 0,
    reopened: 0,
    open: 0,
    overdue: 0,
    nearlyDue: 0,
    paused: 0,
    awaitingReceipt: 0,
    online: { numerator: 0, denominator: 0 },
    onTime: { formula: 'F2' as const, numerator: 0, denominator: 0 },
    byLevel: { '2': 0, '3': 0, '4': 0, unknown: 0 },
    hourly: Array.from({ length: 24 }, (_, hour): number | null => (hour <= localHour(at) ? 0 : null)),
  };
  for (const dossier of dossiers) {
    const known = knownAt(dossier, at);
    if (!known) continue;
    const { submittedAt, statuses, receivedAt, dueAt } = known;
    if (!known.isSnapshot && submittedAt !== null && submittedAt >= today) {
      t.submitted++;
      const hour = localHour(submittedAt);
      t.hourly[hour] = (t.hourly[hour] ?? 0) + 1;
    }
    if (known.isDeleted) continue;
    const now = statuses.at(-1)?.status ?? 1;
    const morning = statusBefore(statuses, today);
    const wasOpen = receivedAt !== null && receivedAt < today && ![3, 7, 9, 10].includes(morning);
    if (wasOpen) t.carriedOver++;
    if (now === 3 && morning !== 3) {
      t.rejected++;
      if (receivedAt !== null) t.ofReceived.rejected++;
    }
    if (now === 7 && morning !== 7) {
      t.withdrawn++;
      if (receivedAt !== null) t.ofReceived.withdrawn++;
    }
    if (receivedAt === null) {
      if (now === 1) t.awaitingReceipt++;
      continue;
    }
    if (receivedAt >= today) {
      t.received++;
      t.byLevel[known.level ?? 'unknown']++;
      t.online.denominator++;
      if (known.channel === 'online') t.online.numerator++;
    }
    if (isDone(morning) && statuses.some(({ time, status }) => time >= today && status === 4)) t.reopened++;
    let finishedAt: number | null = null;
    for (const [index, { time, status }] of statuses.entries()) {
      if (isDone(status) && !isDone(statuses[index - 1]?.status ?? 1)) finishedAt = time;
    }
    const isFinished = isDone(now) && finishedAt !== null;
    const isInTime = isFinished && finishedAt !== null && dueAt !== null && dayNumber(finishedAt) <= dayNumber(dueAt);
    if (isFinished && finishedAt !== null && finishedAt >= today) {
      t.resolved++;
      if (dueAt !== null && !isInTime) t.late++;
    }
    if (now === 2 || now === 4) {
      t.open++;
      if (dueAt !== null && dueAt < at) t.overdue++;
      else if (dueAt !== null && dueAt <= soon) t.nearlyDue++;
    }
    if (isPaused(now)) t.paused++;
    if (dueAt !== null && dayNumber(dueAt) === dayNumber(at) && now !== 3 && now !== 7 && (isFinished || dueAt <= at)) {
      t.onTime.denominator++;
      if (isInTime) t.onTime.numerator++;
    }
  }
  return t;
}
