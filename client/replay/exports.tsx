// What can be taken out of a replay as a file, marked as such. A menu of its own; the bar only gives it a place.
import { type KeyboardEvent, useRef, useState } from 'react';
import { clock, dayDate } from '../../shared/i18n/format.ts';
import { parseDay } from '../../shared/time.ts';
import { request } from '../api.ts';
import { files } from '../exports/files.ts';
import { useExport } from '../exports/use-export.ts';
import { exportWords as words } from '../exports/words.ts';
import './exports.css';

type Props = Readonly<{
  /** yyyy-mm-dd */
  day: string;
  as: 'then' | 'now';
  /** Instant that is shown (epoch ms); null: none yet. */
  at: number | null;
  /** Of the frame that is shown; null: none yet. */
  seq: number | null;
}>;

type Item = Readonly<{ label: string; path: string }>;
const USUAL_SHIFTS = 3;

/** What was known then does not change any more; what is known now does, and is pinned to what the replay was opened with. */
function itemsOf({ day, as, at, seq }: Props, shifts: readonly string[]): Item[] {
  const mark = { mode: 'replay', as, seq: as === 'now' ? (seq ?? undefined) : undefined } as const;
  const month = day.slice(0, 7);
  const monthText = month.split('-').reverse().join('/');
  const shiftLabel = (index: number): string => {
    const from = shifts[index];
    return from === undefined ? words.shiftOnly(index + 1) : words.shift(index + 1, from);
  };
  const count = shifts.length === 0 ? USUAL_SHIFTS : shifts.length;
  return [
    { label: words.day(dayDate(day)), path: files.day(day, mark) },
    ...Array.from({ length: count }, (_, index) => ({
      label: shiftLabel(index),
      path: files.shift(day, index + 1, mark),
    })),
    { label: words.events, path: files.events(day, 'csv', mark) },
    ...(at === null ? [] : [{ label: words.eventsUntil(clock(at)), path: files.eventsUntil(parseDay(day), at, mark) }]),
    ...(as === 'then' ? [{ label: words.chain, path: files.events(day, 'ndjson', mark) }] : []),
    { label: words.month(monthText), path: files.month(month, 'xlsx', mark) },
    { label: words.monthCsv(monthText), path: files.month(month, 'csv', mark) },
  ];
}

export function Exports(props: Props) {
  const { busy, said, failed, ask } = useExport();
  const [shifts, setShifts] = useState<readonly string[]>([]);
  const menu = useRef<HTMLDetailsElement>(null);

  const onToggle = (): void => {
    if (!menu.current?.open || shifts.length > 0) return;
    void request<{ shifts: { starts: string[] } }>('GET', '/api/rules').then((answer) => {
      if (answer.ok) setShifts(answer.body.shifts.starts.toSorted());
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The keys of the replay stay with the replay: here they would move what is being exported.
    event.stopPropagation();
    if (event.key === 'Escape' && menu.current) menu.current.open = false;
  };
  return (
    <details className="exports" ref={menu} onToggle={onToggle} onKeyDown={onKeyDown}>
      <summary>{words.open}</summary>
      <div className="exports-menu">
        {itemsOf(props, shifts).map(({ label, path }) => (
          <button key={label} type="button" disabled={busy} onClick={() => ask(path)}>
            {label}
          </button>
        ))}
        <p role="status" data-failed={failed}>
          {said}
        </p>
        <p className="exports-note">{words.logged}</p>
      </div>
    </details>
  );
}
