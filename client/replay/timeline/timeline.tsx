// The day as a strip: click or drag to go there, Shift-drag to mark a stretch that is played over and over.
import { type PointerEvent, useState } from 'react';
import { clock, number } from '../../../shared/i18n/format.ts';
import { DAY_MS, dayStart, parseDay, SECOND_MS } from '../../../shared/time.ts';
import type { Stretch } from '../../feed/replay.ts';
import { useSize } from '../../wall/use-size.ts';
import { timeText } from '../address.ts';
import type { Marks } from '../loop.ts';
import type { DayStrip } from '../told.ts';
import { words } from '../words.ts';
import { aroundAt } from './around.ts';
import { Axis } from './axis.tsx';
import { Card } from './card.tsx';
import { Drawing } from './drawing.tsx';
import { type LaneId, lanesOf, totalOf } from './lanes.ts';
import { Legend } from './legend.tsx';
import './timeline.css';

type Props = Readonly<{
  strip: DayStrip;
  /** What is shown, epoch ms. */
  at: number;
  isPlaying: boolean;
  marks: Marks;
  skipped: readonly Stretch[];
  /** The server's clock; what lies after it has not come yet. null: not known. */
  now: number | null;
  /** 1 for a screen at 60 cm. */
  scale: number;
  onSeek: (at: number) => void;
  onMarks: (marks: Marks) => void;
}>;

const NEAR_PX = 6;
/** A hand that trembles marks nothing. */
const LEAST_PX = 4;

const countOf = (strip: DayStrip, id: LaneId): number | null => {
  if (id === 'late') return strip.late.count;
  return id === 'silence' || id === 'house' ? null : totalOf(strip.minutes[id]);
};

export function Timeline({ strip, at, isPlaying, marks, skipped, now, scale, onSeek, onMarks }: Props) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  /** Under the pointer, epoch ms. */
  const [hover, setHover] = useState<number | null>(null);
  const [drag, setDrag] = useState<Readonly<{ from: number; marks: boolean }> | null>(null);
  const midnight = dayStart(parseDay(strip.day));
  const { lanes, height } = lanesOf(strip, scale);
  const share = (instant: number): string => `${(100 * Math.min(Math.max(0, instant - midnight), DAY_MS)) / DAY_MS}%`;
  const tolerance = width === 0 ? 0 : (NEAR_PX * DAY_MS) / width;
  const seconds = Math.floor((at - midnight) / SECOND_MS);

  const instantOf = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = Math.min(Math.max(0, (event.clientX - box.left) / box.width), 1);
    return midnight + Math.min(DAY_MS - SECOND_MS, Math.round((part * DAY_MS) / SECOND_MS) * SECOND_MS);
  };
  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = instantOf(event);
    setDrag({ from, marks: event.shiftKey });
    if (!event.shiftKey) onSeek(from);
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const to = instantOf(event);
    setHover(to);
    if (!drag) return;
    if (!drag.marks) onSeek(to);
    else if (Math.abs(to - drag.from) > (LEAST_PX * DAY_MS) / width)
      onMarks({ a: Math.min(drag.from, to), b: Math.max(drag.from, to) });
  };
  const end = (): void => setDrag(null);

  return (
    <section className="timeline" aria-label={words.timeline}>
      <div className="timeline-names" style={{ height: `${height}px` }}>
        {lanes.map(({ id, top, height: high }) => {
          const count = countOf(strip, id);
          return (
            <div key={id} className="timeline-name" style={{ top: `${top}px`, height: `${high}px` }}>
              <span>{words.lane[id]}</span>
              {count !== null && <span className="num">{number(count)}</span>}
            </div>
          );
        })}
      </div>
      <div className="timeline-box">
        <div
          className="timeline-plot"
          ref={ref}
          style={{ height: `${height}px` }}
          onPointerDown={begin}
          onPointerMove={move}
          onPointerUp={end}
          onPointerCancel={end}
          onPointerLeave={() => setHover(null)}
        >
          {width > 0 && <Drawing strip={strip} width={width} scale={scale} />}
          {now !== null && now < midnight + DAY_MS && (
            <div className="timeline-ahead" style={{ left: share(now) }}>
              {words.ahead}
            </div>
          )}
          {marks.a !== null && marks.b !== null && (
            <div className="timeline-loop" style={{ left: share(marks.a), right: `calc(100% - ${share(marks.b)})` }} />
          )}
          {(['a', 'b'] as const).map((name) => {
            const mark = marks[name];
            if (mark === null) return null;
            return (
              <div key={name} className="timeline-mark" style={{ left: share(mark) }}>
                <span>{name.toUpperCase()}</span>
              </div>
            );
          })}
          {hover !== null && !drag && <div className="timeline-hover" style={{ left: share(hover) }} />}
          <div className="timeline-hand" style={{ left: share(at) }} />
          <input
            className="timeline-slider"
            type="range"
            min={0}
            max={DAY_MS / SECOND_MS - 1}
            step={1}
            value={seconds}
            aria-label={words.seek}
            aria-valuetext={`${clock(at)}, ${aroundAt(strip, at, tolerance, now).counts}`}
            onChange={(event) => onSeek(midnight + Number(event.target.value) * SECOND_MS)}
          />
        </div>
        <Axis strip={strip} width={width} skipped={skipped}>
          <span
            className="timeline-time"
            style={{ left: share(at), transform: `translateX(-${Number.parseFloat(share(at))}%)` }}
          >
            {isPlaying ? clock(at) : timeText(at - midnight)}
          </span>
        </Axis>
        {hover !== null && <Card around={aroundAt(strip, hover, tolerance, now)} left={share(hover)} />}
      </div>
      <Legend strip={strip} hasSkips={skipped.length > 0} />
    </section>
  );
}
