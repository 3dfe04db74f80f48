// Under the strip: the hours, where a replay can begin at once, and what was jumped over.
import type { ReactNode } from 'react';
import type { Stretch } from '../../feed/replay.ts';
import type { DayStrip } from '../told.ts';
import { placer } from './lanes.ts';

const MARK_HEIGHT = 6;
/** px that an hour needs for its name. */
const HOUR_PX = 52;

type Props = Readonly<{ strip: DayStrip; width: number; skipped: readonly Stretch[]; children: ReactNode }>;

export function Axis({ strip, width, skipped, children }: Props) {
  const place = placer(strip.day, width);
  const every = width / 24 < HOUR_PX ? 2 : 1;
  const hours = Array.from({ length: 24 / every }, (_, i) => i * every);
  return (
    <div className="timeline-axis">
      <svg width={width} height={MARK_HEIGHT} aria-hidden="true">
        <path
          className="axis-snapshots"
          d={strip.snapshots.map((at) => `M${Math.round(place(at)) + 0.5} 1v3`).join('')}
        />
        {skipped.map(({ from, to }, i) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: the same stretch may be jumped over twice
            key={i}
            className="axis-skip"
            d={`M${place(from)} 3H${Math.max(place(to), place(from) + 3)}`}
          />
        ))}
      </svg>
      <div className="axis-hours">
        {hours.map((hour) => (
          <span key={hour} style={{ left: `${(100 * hour) / 24}%` }}>
            {hour}h
          </span>
        ))}
      </div>
      {children}
    </div>
  );
}
