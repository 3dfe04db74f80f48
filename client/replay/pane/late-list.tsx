// What came late: when it happened, when it came in. Both are places to go to.
import { memo, useMemo } from 'react';
import { clock, number, span, when } from '../../../shared/i18n/format.ts';
import { eventName } from '../event-names.ts';
import { byArrival } from '../moment.ts';
import type { DayStrip, LateEvent } from '../told.ts';
import { words } from '../words.ts';

/** With its date where that is another day than the one in which it came, or the other way round. */
const timeOf = (at: number, other: number): string => {
  const text = when(at, other);
  return text.length > 5 ? text : clock(at);
};

type Props = Readonly<{ late: DayStrip['late']; onSeek: (at: number) => void }>;

function Row({ one, onSeek }: Readonly<{ one: LateEvent; onSeek: Props['onSeek'] }>) {
  return (
    <li className="late-item">
      <span className="story-text">
        {eventName(one.type)} {one.subject}
      </span>
      <strong className="num">{words.late.lag(span(one.lagMs))}</strong>
      <span className="late-times">
        <button type="button" onClick={() => onSeek(one.time)}>
          {words.late.happened(timeOf(one.time, one.receivedAt))}
        </button>
        <button type="button" onClick={() => onSeek(one.receivedAt)}>
          {words.late.came(timeOf(one.receivedAt, one.time))}
        </button>
        <span className="dim">{one.source}</span>
      </span>
    </li>
  );
}

export const LateList = memo(function LateList({ late, onSeek }: Props) {
  const { count, list } = late;
  const rows = useMemo(() => byArrival(list), [list]);
  if (count === 0) return <p className="dim">{words.late.none}</p>;
  return (
    <>
      {list.length < count && <p className="dim">{words.late.part(number(list.length), number(count))}</p>}
      <ol className="pane-list">
        {rows.map((one) => (
          <Row key={one.seq} one={one} onSeek={onSeek} />
        ))}
      </ol>
    </>
  );
});
