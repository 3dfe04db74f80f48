// The walls are watched themselves: what is to be logged of them follows from what they say and what the log knows already.
import type { MonitorEvent } from '../../shared/monitor/events.ts';
import type { Monitor, Wall } from '../../shared/monitor/fold.ts';
import { instantText } from '../../shared/time.ts';
import { SCENES } from '../../shared/wall/plan.ts';
import type { WallBeat } from '../../shared/wire-schema.ts';

/** Two beats missed: it is silent. */
const SILENT_MS = 10_000;
/** A page that is loaded again comes back within this time. */
const GONE_MS = 2_000;
const SHOWN_EVERY_MS = 60_000;
const MUTE_MS = 10_000;

/** That scenes take turns is no news, and what holds one is logged by itself; a code to pair or a refusal is. */
const inTurn = new Set<string | null>(SCENES);
const isSameShow = (a: string, b: string | null): boolean => a === b || (inTurn.has(a) && inTurn.has(b));

/** Instants ending in `At` are the server's (epoch ms), the others monotonic. */
type Heard = {
  name: string;
  sockets: Set<string>;
  beat: number | null;
  beatAt: number;
  gone: number | null;
  build: string;
  scene: string;
  muted: { since: number; at: number } | null;
  shown: number;
};

export type Walls = Readonly<{
  /** A page of the wall has connected, or its connection has ended. A wall may have several (its regions). */
  connect: (wall: string, name: string, socket: string) => void;
  disconnect: (wall: string, socket: string) => void;
  /** `at`: the server's clock, epoch ms. */
  beat: (wall: string, said: WallBeat, at: number) => void;
  /** What is to be logged now. `listeningMs`: for how long this server has been the writer. */
  due: (monitor: Monitor, listeningMs: number, isPaired: (wall: string) => boolean) => MonitorEvent[];
}>;

/** `monotonic`: ms; not the server's clock, which an exercise sets and runs faster than walls beat. */
export function createWalls(monotonic: () => number): Walls {
  const heard = new Map<string, Heard>();

  const isAlive = ({ beat, gone }: Heard): boolean =>
    beat !== null && monotonic() - beat < SILENT_MS && (gone === null || monotonic() - gone < GONE_MS);

  function changes(subject: string, one: Heard, known: Wall): MonitorEvent | null {
    const { name, build, scene, muted } = one;
    if (muted !== null && monotonic() - muted.since >= MUTE_MS && known.mutedSince === null)
      return { type: 'wall.sound', subject, data: { name, state: 'blocked', since: instantText(muted.at) } };
    if (muted === null && known.mutedSince !== null)
      return { type: 'wall.sound', subject, data: { name, state: 'ok', since: instantText(one.beatAt) } };
    if (build === known.build && isSameShow(scene, known.scene)) return null;
    if (monotonic() - one.shown < SHOWN_EVERY_MS) return null;
    one.shown = monotonic();
    return { type: 'wall.showing', subject, data: { build, scene } };
  }

  return {
    connect: (wall, name, socket) => {
      const known = heard.get(wall);
      if (known) {
        known.sockets.add(socket);
        known.gone = null;
        return;
      }
      const fresh = { beat: null, beatAt: 0, gone: null, build: '', scene: '', muted: null };
      heard.set(wall, { name, sockets: new Set([socket]), ...fresh, shown: Number.NEGATIVE_INFINITY });
    },
    disconnect: (wall, socket) => {
      const one = heard.get(wall);
      if (one?.sockets.delete(socket) && one.sockets.size === 0) one.gone = monotonic();
    },
    beat: (wall, { build, scene, sound }, at) => {
      const one = heard.get(wall);
      if (!one) return;
      [one.beat, one.beatAt, one.build, one.scene] = [monotonic(), at, build, scene];
      one.muted = sound === 'blocked' ? (one.muted ?? { since: monotonic(), at }) : null;
    },
    due: (monitor, listeningMs, isPaired) => {
      const events: MonitorEvent[] = [];
      for (const [subject, known] of monitor.walls) {
        const one = heard.get(subject);
        if (!isPaired(subject)) events.push({ type: 'wall.left', subject, data: { name: known.name } });
        else if (one && isAlive(one)) {
          const change = known.silentFrom === null ? changes(subject, one, known) : null;
          if (change) events.push(change);
        } else if (known.silentFrom === null && listeningMs >= SILENT_MS) {
          const lastBeatAt = one && one.beat !== null ? instantText(one.beatAt) : null;
          events.push({ type: 'wall.silent', subject, data: { name: known.name, lastBeatAt } });
        }
      }
      for (const [subject, one] of heard) {
        const known = monitor.walls.get(subject);
        if (!isAlive(one)) {
          if (one.sockets.size === 0 && known?.silentFrom !== null) heard.delete(subject);
          continue;
        }
        if ((known && known.silentFrom === null) || !isPaired(subject)) continue;
        const { name, build, scene } = one;
        one.shown = monotonic();
        events.push({ type: 'wall.joined', subject, data: { name, build, scene } });
      }
      return events;
    },
  };
}
