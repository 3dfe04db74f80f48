// The files that can be had, by address, and a file from the server onto the disk.
import { startOfShift } from '../../shared/alarm/shifts.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import { DAY_MS, dayNumber, dayStart, dayText, instantText, MINUTE_MS } from '../../shared/time.ts';
import type { Refusal } from '../api.ts';

type Mark = Readonly<{
  mode: 'extract' | 'replay';
  as?: 'then' | 'now';
  /** Nothing beyond it; left out: to the log's end. */
  seq?: number | undefined;
}>;

const address = (path: string, query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `/api/exports/${path}?${new URLSearchParams(given)}`;
};

/** Addresses below /api/exports. Days `yyyy-mm-dd`, instants epoch ms. */
export const files = {
  day: (day: string, mark: Mark): string => address('day.pdf', { day, ...mark }),
  /** As known then, always. */
  shift: (day: string, shift: number, { mode }: Mark): string => address('shift.pdf', { day, shift, mode }),
  events: (day: string, format: 'csv' | 'ndjson', mark: Mark): string => address('events', { day, format, ...mark }),
  /** From the beginning of the day up to and with `at`. */
  eventsUntil: (day: number, at: number, mark: Mark): string =>
    address('events', { from: instantText(dayStart(day)), to: instantText(at + 1), format: 'csv', ...mark }),
  /** As known now, always. */
  month: (month: string, format: 'xlsx' | 'csv', { mode, seq }: Mark): string =>
    address(`level4.${format}`, { month, mode, seq }),
} as const;

/** The shift that runs at an instant (epoch ms): the day on which it began, and its number on it. */
export function shiftAt(starts: readonly number[], at: number): Readonly<{ day: string; shift: number }> {
  const start = startOfShift(starts, at);
  const day = dayNumber(start);
  return { day: dayText(day), shift: starts.indexOf((start - dayStart(day)) / MINUTE_MS) + 1 };
}

/** The one before it. */
export const shiftBefore = (starts: readonly number[], at: number) => shiftAt(starts, startOfShift(starts, at) - 1);

export const dayBefore = (at: number): string => dayText(dayNumber(at - DAY_MS));

const nameIn = (disposition: string | null): string => /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'tep';

/** Asks for the file and hands it to the browser to be saved; null when it is, else the reason for the person. */
export async function fetchFile(path: string): Promise<string | null> {
  try {
    const answer = await fetch(path, { credentials: 'same-origin' });
    if (!answer.ok) return ((await answer.json()) as Partial<Refusal>).message ?? spoken.request.failed;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = nameIn(answer.headers.get('content-disposition'));
    link.click();
    // The browser has taken hold of it by the next turn.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return null;
  } catch {
    return spoken.request.network;
  }
}
