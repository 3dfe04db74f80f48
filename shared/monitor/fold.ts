// The monitor's own state as a fold of what it logged of itself, so that a restart forgets nobody it expects.
import type { LogEvent } from '../event.ts';
import { parseInstant } from '../time.ts';
import type { SceneId, WallPlan } from '../wall/plan.ts';
import { isMonitorType, type MonitorData, type MonitorEvent } from './events.ts';

export type Wall = {
  name: string;
  /** from when on it has been silent: its last beat, or the start of a server that never heard it (epoch ms); null: it beats */
  silentFrom: number | null;
  build: string | null;
  scene: string | null;
  /** since when its page may not sound (epoch ms); null: it may, or does not say */
  mutedSince: number | null;
};

/** What a desk last asked of a wall, at `at` (epoch ms), by the event `seq`. `scene` null: the rotation. */
export type Steer = { scene: SceneId | null; mute: boolean; dim: boolean; byName: string; at: number; seq: number };

/** What came of the last verification of a day, at `checkedAt` (epoch ms). */
export type Proof = { checkedAt: number } & Pick<
  MonitorData['audit.day_verified'],
  'compared' | 'mismatches' | 'first'
>;

export type Monitor = {
  /** by id; all that have ever beaten and are still paired */
  walls: Map<string, Wall>;
  /** wall → what it is, where somebody has said so */
  plans: Map<string, WallPlan>;
  /** wall → what was last asked of it */
  steers: Map<string, Steer>;
  /** room → since when none of its consoles can sound (epoch ms) */
  mutedRooms: Map<string, number>;
  /** since when what is sent waits too long (epoch ms); null: it does not */
  laggingSince: number | null;
  /** by day (`yyyy-mm-dd`), the newest days that were verified */
  proofs: Map<string, Proof>;
};

const PROOFS_KEPT = 400;

export const emptyMonitor = (): Monitor => ({
  walls: new Map(),
  plans: new Map(),
  steers: new Map(),
  mutedRooms: new Map(),
  laggingSince: null,
  proofs: new Map(),
});

/**
 * Folds wall.* and the audit.* events of `monitorTypes`; what is only told to readers changes nothing.
 * `listeningSince`: when the server last began to listen (epoch ms).
 */
export function foldMonitor(monitor: Monitor, event: LogEvent, listeningSince: number): void {
  if (!isMonitorType(event.type)) return;
  const { type, subject, data } = { type: event.type, subject: event.subject, data: event.data } as MonitorEvent;
  if (type === 'audit.intake_lagging') monitor.laggingSince = event.time - data.waitedMs;
  else if (type === 'audit.intake_recovered') monitor.laggingSince = null;
  else if (subject === null) return;
  else if (type === 'audit.day_verified') keepProof(monitor.proofs, data, event.time);
  else if (type === 'audit.sound_blocked') monitor.mutedRooms.set(subject, parseInstant(data.since));
  else if (type === 'audit.sound_restored') monitor.mutedRooms.delete(subject);
  else if (type === 'wall.joined') monitor.walls.set(subject, { ...data, silentFrom: null, mutedSince: null });
  else if (type === 'wall.planned') monitor.plans.set(subject, data.plan);
  else if (type === 'wall.steered') {
    const { scene, mute, dim, byName } = data;
    monitor.steers.set(subject, { scene, mute, dim, byName, at: event.time, seq: event.seq });
  } else if (type === 'wall.left') {
    for (const known of [monitor.walls, monitor.plans, monitor.steers]) known.delete(subject);
  } else {
    const wall = monitor.walls.get(subject);
    if (!wall) return;
    if (type === 'wall.silent') {
      wall.silentFrom = data.lastBeatAt === null ? listeningSince : parseInstant(data.lastBeatAt);
      wall.mutedSince = null;
    } else if (type === 'wall.showing') [wall.build, wall.scene] = [data.build, data.scene];
    else if (type === 'wall.sound') wall.mutedSince = data.state === 'ok' ? null : parseInstant(data.since);
  }
}

function keepProof(proofs: Map<string, Proof>, data: MonitorData['audit.day_verified'], checkedAt: number): void {
  const { day, compared, mismatches, first } = data;
  proofs.set(day, { checkedAt, compared, mismatches, first });
  if (proofs.size <= PROOFS_KEPT) return;
  let oldest = day;
  for (const one of proofs.keys()) if (one < oldest) oldest = one;
  proofs.delete(oldest);
}
