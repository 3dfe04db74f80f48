// The sign of a priority: shape, number and word, so that colour is never alone. Used by the wall and the desk.
import { vi } from '../../shared/i18n/vi.ts';
import type { Priority } from '../../shared/source.ts';
import './symbol.css';

export const SHAPES: Record<Priority, string> = {
  P1: 'M7 1h10l6 6v10l-6 6H7l-6-6V7z', // octagon
  P2: 'M12 1 23.5 22.5H.5z', // triangle
  P3: 'M12 .5 23.5 12 12 23.5.5 12z', // diamond
  P4: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z', // circle
};

type Props = Readonly<{ priority: Priority; unacknowledged?: boolean; returned?: boolean; word?: boolean }>;

/**
 * `unacknowledged` lets the symbol (never the text) blink once a second, half as often once it has `returned`: then it is
 * hollow too, so that a greyscale print tells it. `word` adds "KHẨN CẤP" and so on.
 */
export function AlarmSymbol({ priority, unacknowledged = false, returned = false, word = false }: Props) {
  return (
    <span className={`alarm-sign alarm-${priority}${returned ? ' alarm-returned' : ''}`}>
      <svg
        className={unacknowledged ? 'alarm-shape alarm-blink' : 'alarm-shape'}
        viewBox="0 0 24 24"
        role="img"
        aria-label={`${vi.priority[priority]} (${priority})`}
      >
        <path d={SHAPES[priority]} />
        <text x="12" y={priority === 'P2' ? 20.5 : 17} textAnchor="middle">
          {priority.slice(1)}
        </text>
      </svg>
      {word && <span className="alarm-word">{vi.priority[priority]}</span>}
    </span>
  );
}
