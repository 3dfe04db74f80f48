// Which scene a wall shows, and why: decided by the server for all windows of a wall alike.
import type { Alarms } from '../alarm/fold.ts';
import { type Occurrence, shownPriority, stateOf } from '../alarm/occurrence.ts';
import { type SourceName, sourceNames, sources } from '../sources/index.ts';
import type { SceneId, WallPlan } from './plan.ts';

/** What somebody, or an urgent alarm, wants to be shown, from `since` (epoch ms) on. */
export type Wanted = Readonly<{ scene: SceneId; since: number }>;
export type SceneBy = 'rotation' | 'alarm' | 'desk';

export type SceneFacts = Readonly<{
  rotation: WallPlan['rotation'];
  /** ms that the rotation has been running for. */
  elapsedMs: number;
  /** The newest P1 that nobody has acknowledged. */
  urgent: Wanted | null;
  /** What the desk has last asked for; null: the rotation. */
  steered: Wanted | null;
}>;

/** The newer of the desk's wish and the urgent alarm holds the rotation; the alarm, where both are of one instant. */
export function sceneAt({
  rotation,
  elapsedMs,
  urgent,
  steered,
}: SceneFacts): Readonly<{ scene: SceneId; by: SceneBy }> {
  if (urgent && (!steered || urgent.since >= steered.since)) return { scene: urgent.scene, by: 'alarm' };
  if (steered) return { scene: steered.scene, by: 'desk' };
  return { scene: turnOf(rotation, elapsedMs), by: 'rotation' };
}

function turnOf(rotation: WallPlan['rotation'], elapsedMs: number): SceneId {
  const round = rotation.reduce((sum, { seconds }) => sum + seconds * 1_000, 0);
  let left = round === 0 ? 0 : Math.max(0, elapsedMs) % round;
  for (const { scene, seconds } of rotation) {
    left -= seconds * 1_000;
    if (left < 0) return scene;
  }
  return 'overview';
}

const SCENE_OF: Readonly<Record<SourceName, SceneId>> = {
  dossier: 'services',
  conference: 'conference',
  security: 'security',
};

/** The scene on which an alarm of this rule is explained; those of the machinery itself have the list of alarms. */
export function sceneOfRule(rule: string): SceneId {
  const source = sourceNames.find((name) => sources[name].rules.some(({ id }) => id === rule));
  return source === undefined ? 'alarms' : SCENE_OF[source];
}

const alarmedAt = ({ hornAt, raisedAt }: Occurrence): number => hornAt ?? raisedAt;

/** The P1 that alarmed last of those that nobody has acknowledged. */
export function urgentOf({ open }: Pick<Alarms, 'open'>): Wanted | null {
  let newest: Occurrence | null = null;
  for (const one of open.values()) {
    const state = stateOf(one);
    if (shownPriority(one) !== 'P1' || (state !== 'active_unack' && state !== 'rtn_unack')) continue;
    const isNewer =
      newest === null ||
      alarmedAt(one) > alarmedAt(newest) ||
      (alarmedAt(one) === alarmedAt(newest) && one.occurrence > newest.occurrence);
    if (isNewer) newest = one;
  }
  return newest && { scene: sceneOfRule(newest.rule), since: alarmedAt(newest) };
}
