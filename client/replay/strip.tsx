// The day as a strip of 1,440 minutes: how much was going on, alarms, stretches without any data. Click or drag to go there.
import { memo, useMemo } from 'react';
import { vi } from '../../shared/i18n/vi.ts';
import { DAY_MS, SECOND_MS } from '../../shared/time.ts';
import { AlarmTick } from '../alarm/tick.tsx';
import { type DayStrip, minuteOf, totals } from './day.ts';

const MINUTES = 1440;
const HEIGHT = 40;
const EVEN_HOURS = Array.from({ length: 12 }, (_, i) => 2 * i);

/** Bars a minute; the logarithm of the count, so that a quiet minute stays visible beside a burst. */
function pathOf(counts: readonly number[]): string {
  const most = Math.log1p(Math.max(1, ...counts));
  return counts
    .map((count, minute) =>
      count === 0 ? '' : `M${minute} ${HEIGHT}v${-(HEIGHT * Math.log1p(count)) / most}h1V${HEIGHT}z`,
    )
    .join('');
}

const Drawing = memo(function Drawing({ strip }: Readonly<{ strip: DayStrip | null }>) {
  const path = useMemo(() => (strip ? pathOf(totals(strip)) : ''), [strip]);
  const raised = strip?.markers.filter((marker) => marker.type !== 'alarm.acknowledged') ?? [];
  return (
    <svg className="strip-drawing" viewBox={`0 0 ${MINUTES} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <pattern id="no-data" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="strip-hatch" d="M0 0V8" />
        </pattern>
      </defs>
      {strip?.gaps.map((gap) => {
        const from = minuteOf(Date.parse(gap.from));
        const until = minuteOf(Date.parse(gap.to) - 1);
        return <rect key={gap.from} x={from} width={Math.max(1, until - from)} height={HEIGHT} fill="url(#no-data)" />;
      })}
      <path className="strip-bars" d={path} />
      {raised.map((marker, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks of a day have no identity and never move
        <AlarmTick key={i} priority={marker.priority} x={minuteOf(Date.parse(marker.at))} height={HEIGHT} />
      ))}
    </svg>
  );
});

type Props = Readonly<{
  strip: DayStrip | null;
  /** Seconds of the day that are shown. */
  seconds: number;
  onSeek: (seconds: number) => void;
}>;

export function Strip({ strip, seconds, onSeek }: Props) {
  const last = DAY_MS / SECOND_MS - 1;
  return (
    <div className="strip">
      <div className="strip-box">
        <Drawing strip={strip} />
        <div className="strip-hand" style={{ left: `${(100 * seconds) / (last + 1)}%` }} />
        <input
          className="strip-input"
          type="range"
          min={0}
          max={last}
          step={1}
          value={Math.floor(seconds)}
          aria-label={vi.replay.seek}
          onChange={(event) => onSeek(Number(event.target.value))}
        />
      </div>
      <div className="strip-hours">
        {EVEN_HOURS.map((hour) => (
          <span key={hour}>{hour}h</span>
        ))}
      </div>
    </div>
  );
}
