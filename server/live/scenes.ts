// What each wall shows is decided here, once, and told to all its windows in one message: none of them has a clock of its own.
import type { Model } from '../../shared/model.ts';
import type { Steer } from '../../shared/monitor/fold.ts';
import { instantText } from '../../shared/time.ts';
import type { WallPlan } from '../../shared/wall/plan.ts';
import { sceneAt, urgentOf, type Wanted } from '../../shared/wall/scene-at.ts';
import { type WallFollowed, type WallScene, wallFollow } from '../../shared/wire-schema.ts';
import type { Actor } from '../auth/directory.ts';
import { mayUse } from '../auth/permissions.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Hub } from '../submission.ts';
import type { LiveNamespace, LiveSocket } from './sockets.ts';

/** A wall of which nobody has said more shows the overview, which has the alarms on it, and takes no turns. */
const UNPLANNED: WallPlan['rotation'] = [{ scene: 'overview', seconds: 60 }];

/** What was last told of a wall, and the plan and the steer that it came of. */
type Told = { shown: WallScene; plan: WallPlan | null; steer: Steer | null };

export type Scenes = Readonly<{
  /** Lets a page ask for a wall. */
  attend: (socket: LiveSocket) => void;
  /** What a wall shows now; null while standing by. */
  shownOn: (wall: string) => WallScene | null;
}>;

const roomOf = (wall: string): string => `wall:${wall}`;

/** A wall may follow itself alone; a person any. `asked` null: the page's own wall, which a person has none of. */
export function followed(actor: Pick<Actor, 'kind' | 'id'>, asked: string | null): Refusal | { wall: string | null } {
  if (actor.kind === 'user') return { wall: asked };
  if (asked !== null && asked !== actor.id) return refusal('FORBIDDEN', 'Màn hình này chỉ được xem phần của chính nó.');
  return { wall: actor.id };
}

/** `monotonic`: real ms; a rotation runs by it, also where an exercise's clock stands still or hurries. */
export function createScenes(deps: { live: LiveNamespace; hub: Hub; monotonic: () => number }): Scenes {
  const { live, hub, monotonic } = deps;
  const told = new Map<string, Told>();

  function lookAt(wall: string, { monitor }: Model, urgent: Wanted | null): Told {
    const before = told.get(wall);
    const plan = monitor.plans.get(wall) ?? null;
    const steer = monitor.steers.get(wall) ?? null;
    const { scene, by } = sceneAt({
      rotation: plan?.rotation ?? UNPLANNED,
      elapsedMs: monotonic(),
      urgent: plan === null ? null : urgent,
      steered: steer?.scene ? { scene: steer.scene, since: steer.at } : null,
    });
    const isSteered = before !== undefined && before.steer?.seq !== steer?.seq;
    const same = before?.shown.scene === scene && before.shown.by === by;
    if (before && same && !isSteered) return { ...before, plan };
    const shown = {
      ...{ wall, scene, by, mute: steer?.mute ?? false, dim: steer?.dim ?? false },
      since: before?.shown.scene === scene ? before.shown.since : instantText(hub.now()),
      steeredBy: isSteered && steer ? steer.byName : null,
    };
    return { shown, plan, steer };
  }

  const isFollowed = (wall: string): boolean => live.adapter.rooms.has(roomOf(wall));

  function look(): void {
    const model = hub.model();
    if (!model) return;
    const urgent = told.size === 0 ? null : urgentOf(model.alarms);
    for (const [wall, before] of told) {
      if (!isFollowed(wall)) {
        told.delete(wall);
        continue;
      }
      const now = lookAt(wall, model, urgent);
      if (now.shown === before.shown && now.plan === before.plan) continue;
      told.set(wall, now);
      if (now.plan !== before.plan) live.to(roomOf(wall)).emit('plan', { wall, plan: now.plan });
      if (now.shown !== before.shown) live.to(roomOf(wall)).emit('scene', now.shown);
    }
  }
  hub.onChange(look);
  hub.onRole(look);

  function toldOf(wall: string): Told | null {
    const model = hub.model();
    return told.get(wall) ?? (model && lookAt(wall, model, urgentOf(model.alarms)));
  }

  function follow(socket: LiveSocket, wall: string | null): WallFollowed {
    const overview = { scene: 'overview', by: 'rotation', mute: false, dim: false, steeredBy: null } as const;
    const nothing = { plan: null, shown: { wall, ...overview, since: instantText(hub.now()) } };
    if (wall === null) return { ok: true, wall, ...nothing };
    const now: Told = toldOf(wall) ?? { ...nothing, steer: null };
    told.set(wall, now);
    void socket.join(roomOf(wall));
    // Who changed it is news for those who were there.
    return { ok: true, wall, plan: now.plan, shown: { ...now.shown, steeredBy: null } };
  }

  return {
    attend: (socket) => {
      socket.on('wall.follow', (payload: unknown, reply: unknown) => {
        if (typeof reply !== 'function') return;
        const { actor } = socket.data;
        const asked = wallFollow.safeParse(payload);
        if (!asked.success) return reply(refusal('INVALID', 'Dữ liệu gửi lên không đúng mẫu.', { where: 'wall' }));
        const allowed = mayUse(actor, 'wall.follow')
          ? followed(actor, asked.data.wall)
          : refusal('FORBIDDEN', 'Tài khoản của bạn không được xem màn hình tường.');
        reply('ok' in allowed ? allowed : follow(socket, allowed.wall));
      });
    },
    shownOn: (wall) => toldOf(wall)?.shown ?? null,
  };
}
