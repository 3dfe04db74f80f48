// One unit of the map. Grey = well; else its shape says what is wrong: number = dossiers overdue, cross = endpoint missing,
// the sign of its priority = an alarm, hatch = nothing known, outline = nothing today. A change pulses three times, then it is still.
import { memo } from 'react';
import { number } from '../../shared/i18n/format.ts';
import type { Priority } from '../../shared/source.ts';
import { AlarmMark } from '../alarm/mark.tsx';
import type { Worst } from './map-state.ts';

type Props = Readonly<{
  x: number;
  y: number;
  edge: number;
  fontPx: number;
  worst: Worst;
  priority: Priority | null;
  overdue: number;
  isMajor?: boolean;
  /** Rises with each change that is to be seen. */
  changes?: number;
}>;

/** Capitals of a digit are so wide, in font sizes; with a little air. */
const DIGIT = 0.68;

export const MapTile = memo(function MapTile(props: Props) {
  const { x, y, edge, fontPx, worst, priority, overdue, isMajor = false, changes = 0 } = props;
  const text = number(overdue);
  const hasRoom = edge >= fontPx * Math.max(1.1, DIGIT * text.length);
  const [middle, low] = [edge / 2, edge * 0.28];
  return (
    <g transform={`translate(${x} ${y})`} className={`map-tile map-${worst}${isMajor ? ' map-major' : ''}`}>
      <rect className="map-body" x="0.5" y="0.5" width={edge - 1} height={edge - 1} />
      {worst === 'missing' && (
        <path
          className="map-cross"
          d={`M${low} ${low}L${edge - low} ${edge - low}M${edge - low} ${low}L${low} ${edge - low}`}
        />
      )}
      {worst === 'overdue' && hasRoom && (
        <text x={middle} y={middle} dy="0.36em" fontSize={fontPx} textAnchor="middle">
          {text}
        </text>
      )}
      {worst === 'overdue' && !hasRoom && <path className="map-bar" d={`M${low} ${middle}H${edge - low}`} />}
      {worst === 'unknown' && (
        <path
          className="map-hatch"
          d={`M0 ${middle}L${middle} 0M0 ${edge}L${edge} 0M${middle} ${edge}L${edge} ${middle}`}
        />
      )}
      {priority !== null && worst === 'alarm' && (
        <AlarmMark priority={priority} x={middle} y={middle} size={edge * 0.8} />
      )}
      {changes > 0 && <rect key={changes} className="map-pulse" x="-1" y="-1" width={edge + 2} height={edge + 2} />}
    </g>
  );
});
