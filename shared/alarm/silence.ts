// Whose horn is still, and for what: of a room everything up to an instant, or single alarms until the next urgent one.
import { parseInstant } from '../time.ts';
import type { AlarmData } from './events.ts';
import type { Occurrence } from './occurrence.ts';

/** `upTo` 0, `byName` '': nothing as a whole. `alone`: occurrence → up to when it had alarmed (epoch ms). */
export type Silence = Readonly<{
  upTo: number;
  by: string;
  byName: string;
  at: number;
  alone?: Readonly<Record<string, number>>;
}>;

type Silenced = Readonly<{ silenced: Map<string, Silence>; open: ReadonlyMap<string, Occurrence> }>;

/** Folds `alarm.silenced` of a room at `at` (epoch ms). A silence of all is never taken back to an earlier one. */
export function foldSilence(model: Silenced, room: string, data: AlarmData['alarm.silenced'], at: number): void {
  const { by, byName } = data;
  const upTo = parseInstant(data.upTo);
  const before = model.silenced.get(room) ?? { upTo: 0, by: '', byName: '', at };
  // Those that have closed meanwhile are of no more use.
  const standing = Object.entries(before.alone ?? {}).filter(([occurrence]) => model.open.has(occurrence));
  // Logged before there was one: absent.
  const occurrence = data.occurrence ?? null;
  if (occurrence !== null) standing.push([occurrence, upTo]);
  const alone = standing.length > 0 ? { alone: Object.fromEntries(standing) } : {};
  if (occurrence !== null) model.silenced.set(room, { ...before, ...alone });
  else if (upTo >= before.upTo) model.silenced.set(room, { upTo, by, byName, at, ...alone });
}

/** An urgent alarm was announced: what was silenced alone is heard again beside it. */
export function endAlone(model: Silenced): void {
  for (const [room, { alone, ...rest }] of model.silenced) if (alone !== undefined) model.silenced.set(room, rest);
}
