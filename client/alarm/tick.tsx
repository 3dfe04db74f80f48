// A raised alarm on a strip of time: taller for a higher priority, so that height says it as well as colour.
import './tick.css';

const LENGTH: Record<string, number> = { P1: 1, P2: 0.75, P3: 0.5, P4: 0.3 };

type Props = Readonly<{ priority: string; x: number; height: number }>;

export function AlarmTick({ priority, x, height }: Props) {
  const length = LENGTH[priority];
  if (length === undefined) return null;
  return <path className={`tick alarm-${priority}`} d={`M${x} 0v${height * length}`} />;
}
