// What the server says of this wall: what it is and what it shows. The page never chooses by itself.
import { useEffect, useState } from 'react';
import type { WallFollowed, WallPlanned, WallScene } from '../../shared/wire.ts';
import type { Feed } from '../feed/live.ts';

export type Followed =
  | Readonly<{ state: 'asking' }>
  | Readonly<{ state: 'refused'; code: string }>
  | Readonly<{ state: 'told'; plan: WallPlanned['plan']; shown: WallScene }>;

type Reply = WallFollowed | Readonly<{ ok: false; code: string }>;

/** `wall`: id; null: the wall that this browser is. Asks anew on every connection; what was told stays until then. */
export function useFollow({ socket }: Pick<Feed, 'socket'>, wall: string | null): Followed {
  const [followed, setFollowed] = useState<Followed>({ state: 'asking' });
  useEffect(() => {
    const told = (change: Partial<Pick<WallFollowed, 'plan' | 'shown'>>): void =>
      setFollowed((old) => (old.state === 'told' ? { ...old, ...change } : old));
    const ask = (): void => {
      socket.emit('wall.follow', { wall }, (reply: Reply) =>
        setFollowed(
          reply.ok ? { state: 'told', plan: reply.plan, shown: reply.shown } : { state: 'refused', code: reply.code },
        ),
      );
    };
    const onPlan = ({ plan }: WallPlanned): void => told({ plan });
    const onScene = (shown: WallScene): void => told({ shown });
    socket.on('connect', ask);
    socket.on('plan', onPlan);
    socket.on('scene', onScene);
    if (socket.connected) ask();
    return () => {
      socket.off('connect', ask);
      socket.off('plan', onPlan);
      socket.off('scene', onScene);
    };
  }, [socket, wall]);
  return followed;
}
