// The sign of a priority: shape, number and word, so that colour is never alone. Used by the wall and the desk.
import { spoken } from '../../shared/i18n/spoken.ts';
import type { Priority } from '../../shared/source.ts';
import './symbol.css';

export const SHAPES: Record<Priority, string> = {
  P1: 'M7 1h10l6 6v10l-6 6H7l-6-6V7z', // octagon
  P2: 'M12 1 23.5 22.5H.5z', // triangle
  P3: 'M12 .5 23.5 12 12 23.5.5 12z', // diamond
  P4: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z', // circle, smaller: as large as the octagon it would look like it from afar
};

/** The ring: the shape again, larger about its middle. A triangle's middle is low, and its sides are near. */
const ringOf = (priority: Priority): string => {
  const [y, scale] = priority === 'P2' ? [15.3, 1.42] : [12, 1.3];
  return `translate(12 ${y}) scale(${scale}) translate(-12 ${-y})`;
};

type Props = Readonly<{ priority: Priority; unacknowledged?: boolean; returned?: boolean; word?: boolean }>;

/**
 * `unacknowledged` puts a ring around it, and the ring alone blinks, once a second, half as often once the alarm has
 * `returned`: then the shape is hollow too. So shape, number and word stand still, and a still picture, a print or a page
 * whose timers have died tells as much: the ring is there. `word` adds "KHẨN CẤP" and so on.
 */
export function AlarmSymbol({ priority, unacknowledged = false, returned = false, word = false }: Props) {
  return (
    <span className={`alarm-sign alarm-${priority}${returned ? ' alarm-returned' : ''}`}>
      <svg
        className="alarm-shape"
        viewBox="0 0 24 24"
        role="img"
        aria-label={`${spoken.priority[priority]} (${priority})`}
      >
        {unacknowledged && <path className="alarm-blink" d={SHAPES[priority]} transform={ringOf(priority)} />}
        <path className="alarm-body" d={SHAPES[priority]} />
        <text x="12" y={priority === 'P2' ? 20.5 : 17} textAnchor="middle">
          {priority.slice(1)}
        </text>
      </svg>
      {word && <span className="alarm-word">{spoken.priority[priority]}</span>}
    </span>
  );
}
