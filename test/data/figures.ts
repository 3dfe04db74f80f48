// The figures of receipt.csv by plain code: from the rows to the numbers of a day, without events, folds or calendars.
// Instants are epoch ms; days are local (UTC+7).
import { rowsOf } from './files.ts';

const OFFSET = 7 * 3_600_000;
const DAY = 86_400_000;
const localDay = (instant: number): number => Math.floor((instant + OFFSET) / DAY);

export type Case = {
  id: string;
  agency: string;
  channel: string;
  start: number;
  due: number;
  end: number | null;
  first: number;
  steps: number[];
};

/** `2011-10-11 13:45:40.276000+02:00`, cut to the millisecond. */
const read = (text: string): number => Date.parse(text.replace(' ', 'T').replace(/(\.\d{3})\d*/, '$1'));

/** One entry a case. A case that ended before its first event (117 of them) is taken as submitted when it ended. */
export function receiptCases(): Case[] {
  const byCase = new Map<string, Record<string, string>[]>();
  for (const row of rowsOf('dossiers/receipt.csv')) {
    const id = row['case:concept:name']!;
    if (!byCase.has(id)) byCase.set(id, []);
    byCase.get(id)!.push(row);
  }
  return [...byCase].map(([id, rows]) => {
    const at = (row: Record<string, string>): number => read(row['time:timestamp']!);
    const first = rows.reduce((best, row) => (at(row) < at(best) ? row : best));
    const end = first['case:enddate'] === '' ? null : read(first['case:enddate']!);
    const channel =
      { Internet: 'online', 'e-mail': 'online', Desk: 'in_person', Post: 'post' }[first['case:channel']!] ?? 'unknown';
    const start = end === null ? at(first) : Math.min(at(first), end);
    const steps = rows.filter((row) => row !== first).map(at);
    return {
      id,
      agency: first['org:group']!,
      channel,
      start,
      due: read(first['case:deadline']!),
      end,
      first: at(first),
      steps,
    };
  });
}

export type DayFigures = ReturnType<typeof dayFigures>;

/** What stands at `at`, on the local day that `at` lies in. */
export function dayFigures(cases: readonly Case[], at: number) {
  const today = localDay(at);
  const isToday = (instant: number | null): boolean => instant !== null && instant <= at && localDay(instant) === today;
  const endedBy = (one: Case, instant: number): boolean => one.end !== null && one.end <= instant;
  const dayStart = today * DAY - OFFSET;
  const received = cases.filter((one) => isToday(one.start));
  const resolved = cases.filter((one) => isToday(one.end));
  const open = cases.filter((one) => one.start <= at && !endedBy(one, at));
  const overdue = open.filter((one) => one.due < at);
  const due = cases.filter(
    (one) => one.start <= at && localDay(one.due) === today && (endedBy(one, at) || one.due <= at),
  );
  const inTime = due.filter((one) => endedBy(one, at) && localDay(one.end!) <= localDay(one.due));
  const agencies = [...new Set(cases.filter((one) => one.start <= at).map((one) => one.agency))]
    .filter((agency) => agency !== 'EMPTY')
    .sort();
  const of = (list: readonly Case[], agency: string): number => list.filter((one) => one.agency === agency).length;
  const hourly = Array.from(
    { length: 24 },
    (_, hour) => received.filter((one) => Math.floor((one.start + OFFSET) / 3_600_000) % 24 === hour).length,
  );
  return {
    submitted: received.length,
    received: received.length,
    resolved: resolved.length,
    late: resolved.filter((one) => localDay(one.end!) > localDay(one.due)).length,
    carriedOver: cases.filter((one) => one.start < dayStart && !(one.end !== null && one.end < dayStart)).length,
    open: open.length,
    overdue: overdue.length,
    online: { numerator: received.filter((one) => one.channel === 'online').length, denominator: received.length },
    onTime: { formula: 'F2', numerator: inTime.length, denominator: due.length },
    hourly,
    byAgency: Object.fromEntries(
      agencies.map((agency) => [
        agency,
        {
          received: of(received, agency),
          resolved: of(resolved, agency),
          open: of(open, agency),
          overdue: of(overdue, agency),
        },
      ]),
    ),
  };
}
