// The shape of a priority inside a drawing: the same as the sign's, without number and word, which stand beside it in words.
import type { Priority } from '../../shared/source.ts';
import { SHAPES } from './symbol.tsx';

/** `x`, `y`: its middle; `size`: edge in px. */
export function AlarmMark({
  priority,
  x,
  y,
  size,
}: Readonly<{ priority: Priority; x: number; y: number; size: number }>) {
  const half = size / 2;
  return (
    <g className={`alarm-${priority}`} transform={`translate(${x - half} ${y - half}) scale(${size / 24})`}>
      <path d={SHAPES[priority]} fill="currentColor" />
    </g>
  );
}
