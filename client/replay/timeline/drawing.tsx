// The strip's picture: a lane for each kind of event, marks, hatched where nothing is known. It changes with the day alone.
import { memo } from 'react';
import { DAY_MS, dayStart, HOUR_MS, parseDay } from '../../../shared/time.ts';
import { AlarmMark } from '../../alarm/mark.tsx';
import type { DayStrip, LateEvent } from '../told.ts';
import {
  actMarks,
  alarmMarks,
  barsOf,
  type Lane,
  type LaneId,
  lanesOf,
  MINUTES,
  placer,
  silentFeeds,
  startsOf,
} from './lanes.ts';

type Props = Readonly<{ strip: DayStrip; width: number; scale: number }>;
type Place = (instant: number) => number;

const ACT = { ack: 'M-3 -3l2.500 3 4-6', up: 'M-3 -1l3 -4 3 4M0 -5v6' } as const;
const HOURS = Array.from({ length: 23 }, (_, i) => i + 1);

export const Drawing = memo(function Drawing({ strip, width, scale }: Props) {
  const { lanes, height } = lanesOf(strip, scale);
  const place = placer(strip.day, width);
  const midnight = dayStart(parseDay(strip.day));
  return (
    <svg className="timeline-drawing" width={width} height={height} aria-hidden="true">
      <defs>
        <pattern id="no-data" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="timeline-hatch" d="M0 0V7" />
        </pattern>
      </defs>
      {HOURS.map((hour) => {
        const x = Math.round(place(midnight + hour * HOUR_MS)) + 0.5;
        return <path key={hour} className="timeline-hour" d={`M${x} 0V${height}`} />;
      })}
      {strip.gaps.map(({ from, to }) => (
        <rect
          key={from}
          className="timeline-gap"
          x={place(from)}
          width={Math.max(2, place(to) - place(from))}
          height={height}
        />
      ))}
      {lanes.map((lane) => (
        <g key={lane.id} className={`lane-${lane.id}`} transform={`translate(0 ${lane.top})`}>
          {lane.id !== 'silence' && <path className="lane-foot" d={`M0 ${lane.height - 0.5}H${width}`} />}
          <LaneOf lane={lane} strip={strip} width={width} scale={scale} place={place} />
        </g>
      ))}
    </svg>
  );
});

const Bars = ({ counts, lane, width }: Readonly<{ counts: readonly number[]; lane: Lane; width: number }>) => (
  <path className="lane-bars" d={barsOf(counts, lane.height)} transform={`scale(${width / MINUTES} 1)`} />
);

function LaneOf({ lane, strip, width, scale, place }: Props & Readonly<{ lane: Lane; place: Place }>) {
  const id: LaneId = lane.id;
  switch (id) {
    case 'alarm':
      return (
        <>
          <Bars counts={strip.minutes.alarm} lane={lane} width={width} />
          {alarmMarks(strip, width, 11 * scale).map(({ x, priority }) => (
            <AlarmMark key={x} priority={priority} x={x} y={7 * scale} size={13 * scale} />
          ))}
          {actMarks(strip, width, 8 * scale).map(({ x, what }) => (
            <path
              key={x}
              className="lane-act"
              d={ACT[what]}
              transform={`translate(${x} ${lane.height - 3 * scale}) scale(${scale})`}
            />
          ))}
        </>
      );
    case 'late':
      return (
        <>
          <Bars counts={strip.late.minutes} lane={lane} width={width} />
          {strip.late.list.map((one) => (
            <Lag key={one.seq} one={one} lane={lane} place={place} />
          ))}
        </>
      );
    case 'silence': {
      const feeds = silentFeeds(strip);
      const row = lane.height / feeds.length;
      return strip.silences.map(({ source, from, to }) => {
        const index = feeds.indexOf(source);
        if (index < 0) return null;
        return (
          <rect
            key={`${source} ${from}`}
            className="timeline-gap"
            x={place(from)}
            y={index * row + 1}
            width={Math.max(2, place(to) - place(from))}
            height={row - 2}
          />
        );
      });
    }
    case 'house':
      return (
        <>
          {strip.outages.map(({ wall, from, to }) => (
            <rect
              key={`${wall} ${from}`}
              className="lane-outage"
              x={place(from)}
              y={lane.height * 0.2}
              width={Math.max(3, place(to ?? from + DAY_MS) - place(from))}
              height={lane.height * 0.6}
            />
          ))}
          {startsOf(strip).map(({ at, seq }) => (
            <path
              key={seq}
              className="lane-start"
              d={`M${place(at)} 0l${6 * scale} ${lane.height / 2}l${-6 * scale} ${lane.height / 2}z`}
            />
          ))}
        </>
      );
    default:
      return <Bars counts={strip.minutes[id]} lane={lane} width={width} />;
  }
}

/** The ghost of an event that came late: hollow at its own time, a thread to where it came in. */
function Lag({ one, lane, place }: Readonly<{ one: LateEvent; lane: Lane; place: Place }>) {
  const [from, to] = [place(one.time), place(one.receivedAt)];
  if (to - from < 3) return null;
  return <path className="lane-lag" d={`M${from} ${lane.height / 2}H${to}m0 -3v6`} />;
}
