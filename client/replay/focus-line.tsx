// The alarm that one came for, by name, and the way back to it.
import { clock } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import { raisedMark } from './moment.ts';
import { isPriority } from './timeline/lanes.ts';
import type { DayStrip } from './told.ts';
import { words } from './words.ts';

type Props = Readonly<{ strip: DayStrip | null; occurrence: string; onSeek: (at: number) => void }>;

export function FocusLine({ strip, occurrence, onSeek }: Props) {
  if (!strip) return null;
  const mark = raisedMark(strip, occurrence);
  return (
    <div className="replay-row replay-focus">
      {mark === null ? (
        <span>{words.focus.missing}</span>
      ) : (
        <>
          {isPriority(mark.priority) && <AlarmSymbol priority={mark.priority} word />}
          <span>{words.focus.here(mark.text, clock(mark.at))}</span>
          <button type="button" onClick={() => onSeek(mark.at)}>
            {words.focus.go}
          </button>
        </>
      )}
    </div>
  );
}
