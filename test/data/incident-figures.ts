// The figures of bpic2013_day_2012-05-04.csv by plain code: from its rows to the numbers of an instant, without events, folds
// or calendars. Instants are epoch ms; days are local (UTC+7), so the file's day (UTC+2) is 05:00 to 05:00 of the next.
import { rowsOf } from './files.ts';

const OFFSET = 7 * 3_600_000;
const DAY = 86_400_000;
const localDay = (instant: number): number => Math.floor((instant + OFFSET) / DAY);

type Row = Readonly<{ at: number; name: string; group: string }>;
/** `wasThere`: it began before the file's day does. */
export type Incident = Readonly<{ wasThere: boolean; rows: readonly Row[] }>;

export function incidents(): Incident[] {
  const all = new Map<string, { wasThere: boolean; rows: Row[] }>();
  for (const row of rowsOf('dossiers/bpic2013_day_2012-05-04.csv')) {
    const id = row.case!;
    if (!all.has(id)) all.set(id, { wasThere: row.seq_in_case !== '0', rows: [] });
    const at = Date.parse(row['time:timestamp']!);
    all.get(id)!.rows.push({ at, name: row['concept:name']!, group: row['org:group']! });
  }
  return [...all.values()];
}

/** What a case is at an instant. `endedAt`: when it was completed, if it is. */
function standing({ wasThere, rows }: Incident, at: number) {
  const past = rows.filter((row) => row.at <= at);
  let endedAt: number | null = null;
  for (const { at: then, name } of past) {
    if (name === 'Completed') endedAt ??= then;
    else if (name !== 'Unmatched') endedAt = null;
  }
  return { isThere: wasThere || past.length > 0, endedAt, group: (past.at(-1) ?? rows[0]!).group, past };
}

/** Was it completed before the day and taken up again since? */
const isTakenUpAgain = (one: Incident, dayStart: number, at: number): boolean =>
  standing(one, dayStart - 1).endedAt !== null &&
  one.rows.some((row) => row.at >= dayStart && row.at <= at && (row.name === 'Accepted' || row.name === 'Queued'));

/** The groups that had it today: the one where it began, if it began today, and those it was handed to. */
function groupsToday(one: Incident, dayStart: number, at: number): Set<string> {
  const groups = new Set<string>();
  one.rows.forEach((row, index) => {
    if (row.at < dayStart || row.at > at) return;
    const isBeginning = index === 0 && !one.wasThere;
    if (isBeginning || (index > 0 && one.rows[index - 1]!.group !== row.group)) groups.add(row.group);
  });
  return groups;
}

/** What a wall shows of it. */
export type Shown = Readonly<{ submitted: number; received: number; resolved: number; open: number; overdue: number }>;

/** The file has no due dates, so nothing in it can be overdue. */
export function shownFigures(all: readonly Incident[], at: number): Shown {
  const there = all.map((one) => ({ ...one, ...standing(one, at) })).filter(({ isThere }) => isThere);
  const begun = there.filter(({ wasThere, rows }) => !wasThere && localDay(rows[0]!.at) === localDay(at)).length;
  const ended = there.filter(({ endedAt }) => endedAt !== null && localDay(endedAt) === localDay(at)).length;
  return {
    ...{ submitted: begun, received: begun, resolved: ended },
    ...{ open: there.filter(({ endedAt }) => endedAt === null).length, overdue: 0 },
  };
}

/** The same and the rest that the file knows: what was there before the day, the hours, the groups. */
export function incidentFigures(all: readonly Incident[], at: number) {
  const today = localDay(at);
  const dayStart = today * DAY - OFFSET;
  const hour = Math.floor((at - dayStart) / 3_600_000);
  const before = all.map((one) => standing(one, dayStart - 1));
  const hourly = Array.from({ length: 24 }, (_, each) => (each <= hour ? 0 : null));
  const byAgency: Record<string, { received: number; resolved: number; open: number }> = {};
  const rowOf = (group: string) => {
    byAgency[group] ??= { received: 0, resolved: 0, open: 0 };
    return byAgency[group];
  };
  for (const one of all) {
    const { isThere, endedAt, group } = standing(one, at);
    if (!isThere) continue;
    const { at: first } = one.rows[0]!;
    if (!one.wasThere && localDay(first) === today) hourly[Math.floor((first - dayStart) / 3_600_000)]! += 1;
    for (const each of groupsToday(one, dayStart, at)) rowOf(each).received += 1;
    if (endedAt === null) rowOf(group).open += 1;
    else if (localDay(endedAt) === today) rowOf(group).resolved += 1;
  }
  return {
    ...shownFigures(all, at),
    carriedOver: before.filter(({ isThere, endedAt }) => isThere && endedAt === null).length,
    reopened: all.filter((one) => isTakenUpAgain(one, dayStart, at)).length,
    hourly,
    byAgency,
  };
}
