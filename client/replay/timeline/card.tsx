// What stands under the pointer, as a card above the strip.
import { number } from '../../../shared/i18n/format.ts';
import { words } from '../words.ts';
import type { Around } from './around.ts';

/** `left`: place of the pointer in per cent; the card stays inside the strip. */
export function Card({ around, left }: Readonly<{ around: Around; left: string }>) {
  const { time, counts, lines, more } = around;
  return (
    <div
      className="timeline-card"
      aria-hidden="true"
      style={{ left, transform: `translateX(-${Number.parseFloat(left)}%)` }}
    >
      <p>
        <strong>{time}</strong> {counts}
      </p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {more > 0 && <p className="dim">{words.moreMarks(number(more))}</p>}
    </div>
  );
}
