// Folding a day of 500,000 events ÷ JSON.parse of the same events, in the same process, in turn.
import { randomUUID } from 'node:crypto';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, step } from '../../shared/model.ts';
import { dayNumber, dayStart, HOUR_MS, instantText, parseInstant } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';
import { type BenchEvent, BUSY, createEvents, DAY_MIX, DOSSIERS_ONLY, type Mix } from './events.ts';
import { median, RUNS, report } from './report.ts';

const EVENTS = Number(process.env.BENCH_FOLD_EVENTS ?? 500_000);
const ENDPOINTS = 302;

/** The conference that the endpoints of the day belong to, and their registration. */
function opening(from: number): { type: string; subject: string; data: object }[] {
  const ids = Array.from({ length: ENDPOINTS }, (_one, index) => `EP-${index}`);
  return [
    ...ids.map((id, index) => ({
      type: 'endpoint.registered',
      subject: id,
      data: { name: id, tier: 'commune', agency: `H44.${(index % 13) + 1}.${index}`, critical: false },
    })),
    {
      type: 'conference.scheduled',
      subject: 'HN-1',
      data: {
        title: 'HN-1',
        startsAt: instantText(from),
        endsAt: instantText(from + BUSY.hours * HOUR_MS),
        endpoints: ids,
      },
    },
    { type: 'conference.opened', subject: 'HN-1', data: {} },
  ];
}

function makeDay(mix: Mix): string[] {
  const from = dayStart(dayNumber(Date.UTC(2026, 10, 20))) + BUSY.fromHour * HOUR_MS;
  const next = createEvents({ from, to: from + BUSY.hours * HOUR_MS, count: EVENTS, mix });
  const rows: string[] = [];
  const put = (event: Omit<BenchEvent, 'agency'> & { agency: string | null }): void => {
    const seq = rows.length + 1;
    const time = parseInstant(event.time);
    rows.push(JSON.stringify({ ...event, seq, time, receivedAt: time, foldAt: time }));
  };
  for (const one of opening(from))
    put({ id: randomUUID(), source: '/phutho/hoinghi', agency: null, time: instantText(from), ...one });
  while (rows.length < EVENTS) {
    const event = next();
    put({ ...event, agency: event.agency ?? null });
  }
  return rows;
}

/** Milliseconds to parse and to fold one day. The fold ends with the view of its last instant. */
function measure(rows: readonly string[]): { parseMs: number; foldMs: number } {
  let began = performance.now();
  const events = rows.map((row) => JSON.parse(row) as LogEvent);
  const parseMs = performance.now() - began;
  began = performance.now();
  const model = emptyModel(false);
  for (const event of events) step(model, event);
  viewOf(model, model.at);
  return { parseMs, foldMs: performance.now() - began };
}

export async function benchFold(): Promise<boolean> {
  let holds = true;
  for (const [name, mix, bound] of [
    ['a day of 500,000 events: 40 % dossiers, 50 % endpoints, 10 % security', DAY_MIX, { atMost: 1 }],
    ['an all-dossier day', DOSSIERS_ONLY, null],
  ] as const) {
    const rows = makeDay(mix);
    measure(rows.slice(0, 100_000)); // warm
    const runs = Array.from({ length: RUNS }, () => measure(rows));
    holds =
      report(
        {
          bench: 'fold',
          figure: `${name}: fold / JSON.parse`,
          ours: median(runs.map(({ foldMs }) => foldMs)),
          other: median(runs.map(({ parseMs }) => parseMs)),
          unit: 'ms',
          bound,
        },
        'none',
      ) && holds;
  }
  return holds;
}
