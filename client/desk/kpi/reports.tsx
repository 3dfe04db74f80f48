// The reports that a supervisor makes at the end of a shift, a day, a month.
import { dayNumber, dayText } from '../../../shared/time.ts';
import { dayBefore, files, shiftAt, shiftBefore } from '../../exports/files.ts';
import { useExport } from '../../exports/use-export.ts';
import { exportWords as words } from '../../exports/words.ts';

type Props = Readonly<{
  /** Server's clock (epoch ms). */
  now: number;
  /** When shifts begin, minutes of the local day. */
  starts: readonly number[];
}>;

const mark = { mode: 'extract' } as const;

export function Reports({ now, starts }: Props) {
  const { busy, said, failed, ask } = useExport();
  const shift = ({ day, shift: number }: ReturnType<typeof shiftAt>): void => ask(files.shift(day, number, mark));
  const today = dayText(dayNumber(now));
  const choices: readonly (readonly [string, () => void])[] = [
    [words.thisShift, () => shift(shiftAt(starts, now))],
    [words.lastShift, () => shift(shiftBefore(starts, now))],
    [words.today, () => ask(files.day(today, mark))],
    [words.yesterday, () => ask(files.day(dayBefore(now), mark))],
    [words.thisMonth, () => ask(files.month(today.slice(0, 7), 'xlsx', mark))],
  ];
  return (
    <fieldset className="kpi-tools kpi-reports">
      <legend className="visually-hidden">{words.reports}</legend>
      {choices.map(([label, make]) => (
        <button key={label} type="button" disabled={busy} onClick={make}>
          {label}
        </button>
      ))}
      <span role={failed ? 'alert' : 'status'}>{said}</span>
    </fieldset>
  );
}
