// When which wall was dark: between the events by which the server noticed it and noticed its return.
import type { LogEvent } from '../event.ts';
import { parseInstant } from '../time.ts';
import { isMonitorType, type MonitorEvent } from './events.ts';
import type { Wall } from './fold.ts';

/** Epoch ms; `from` may lie before the period. `to` null: it is dark at the end. */
export type Outage = Readonly<{ wall: string; name: string; from: number; to: number | null }>;

export type OutageFold = Readonly<{
  /** The next event of the log; other types than wall.* are passed over. */
  add: (event: Pick<LogEvent, 'type' | 'subject' | 'data' | 'time'>) => void;
  /** By beginning. */
  result: () => readonly Outage[];
}>;

/** `walls`: as the period begins; read, not changed. */
export function createOutages({
  walls,
}: Readonly<{ walls: ReadonlyMap<string, Pick<Wall, 'name' | 'silentFrom'>> }>): OutageFold {
  const dark = new Map<string, { name: string; from: number }>();
  const over: Outage[] = [];
  for (const [wall, { name, silentFrom }] of walls) if (silentFrom !== null) dark.set(wall, { name, from: silentFrom });

  return {
    add({ type, subject, data, time }) {
      if (subject === null || !isMonitorType(type)) return;
      const said = { type, subject, data } as MonitorEvent;
      if (said.type === 'wall.silent') {
        const { name, lastBeatAt } = said.data;
        dark.set(subject, { name, from: lastBeatAt === null ? time : parseInstant(lastBeatAt) });
      } else if (said.type === 'wall.joined' || said.type === 'wall.left') {
        const one = dark.get(subject);
        if (one) over.push({ wall: subject, ...one, to: time });
        dark.delete(subject);
      }
    },
    result: () =>
      [...over, ...[...dark].map(([wall, one]) => ({ wall, ...one, to: null }))].sort((a, b) => a.from - b.from),
  };
}
