// The key to the strip: only what the day has, and always how "no data" differs from "no events".
import type { DayStrip } from '../told.ts';
import { words } from '../words.ts';
import { startsOf } from './lanes.ts';

type Sign = keyof typeof words.legend;

export function Legend({ strip, hasSkips }: Readonly<{ strip: DayStrip; hasSkips: boolean }>) {
  const has = (type: string): boolean => strip.markers.some((mark) => mark.type === type);
  const signs: readonly (readonly [Sign, boolean])[] = [
    ['noData', true],
    ['noEvents', true],
    ['ack', has('alarm.acknowledged')],
    ['up', has('alarm.escalated')],
    ['late', strip.late.count > 0],
    ['outage', strip.outages.length > 0],
    ['start', startsOf(strip).length > 0],
    ['snapshot', strip.snapshots.length > 0],
    ['skip', hasSkips],
  ];
  return (
    <ul className="timeline-legend">
      {signs
        .filter(([, shown]) => shown)
        .map(([sign]) => (
          <li key={sign}>
            <svg className="legend-sign" viewBox="0 0 18 12" aria-hidden="true">
              <Picture sign={sign} />
            </svg>
            {words.legend[sign]}
          </li>
        ))}
    </ul>
  );
}

function Picture({ sign }: Readonly<{ sign: Sign }>) {
  switch (sign) {
    case 'noData':
      return <rect className="timeline-gap" width="18" height="12" />;
    case 'noEvents':
      return <path className="legend-foot" d="M0 9.500H18" />;
    case 'ack':
      return <path className="lane-act" d="M5 6l3 3 5-7" />;
    case 'up':
      return <path className="lane-act" d="M5 6l4-4 4 4M9 2v8" />;
    case 'late':
      return <path className="lane-lag" d="M1 6H17m0 -4v8" />;
    case 'outage':
      return <rect className="lane-outage" y="2" width="18" height="8" />;
    case 'start':
      return <path className="lane-start" d="M5 0l7 6-7 6z" />;
    case 'snapshot':
      return <path className="axis-snapshots" d="M5.500 3v6M9.500 3v6M13.500 3v6" />;
    case 'skip':
      return <path className="axis-skip" d="M0 6H18" />;
  }
}
