// The wall of the instant, or why there is none. Cells of the grid can be picked.
import { useEffect, useMemo, useState } from 'react';
import { PickedContext } from '../alarm/picked.ts';
import { Explaining, shownIn } from '../explain/explaining.tsx';
import type { ReplayFeed } from '../feed/replay-socket.ts';
import { useFeed } from '../feed/use-feed.ts';
import { useSize } from '../wall/use-size.ts';
import { Wall } from '../wall/wall.tsx';
import type { Asked } from './asked.ts';
import { Notice } from './notice.tsx';
import { roomOf } from './room.ts';
import { sceneOf } from './scene.ts';
import type { DayStrip, KnownDays } from './told.ts';
import type { Deck } from './use-deck.ts';
import { WallNotes } from './wall-notes.tsx';

type Props = Readonly<{
  feed: ReplayFeed;
  deck: Deck;
  known: Asked<KnownDays>;
  strip: DayStrip | null;
  caption: string;
  onAgain: () => void;
}>;

const SLOW_MS = 5_000;

/** True once `isWaiting` has held for `ms` without a break. */
function useLonger(isWaiting: boolean, ms: number): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    setOver(false);
    if (!isWaiting) return;
    const timer = setTimeout(() => setOver(true), ms);
    return () => clearTimeout(timer);
  }, [isWaiting, ms]);
  return isOver;
}

export function Screen({ feed, deck, known, strip, caption, onAgain }: Props) {
  const { place, playback, endpoint, pick } = deck;
  const { day, as, focus } = place;
  const hasView = useFeed(feed.store, (state) => state.view !== null);
  const isSlow = useLonger(playback.status === 'connecting', SLOW_MS);
  const scene = sceneOf({ refused: null, day, as, known, playback, hasView, isSlow });
  const [ref, size] = useSize<HTMLDivElement>();
  const plan = useMemo(() => roomOf({ width: innerWidth, height: innerHeight }, size), [size]);
  const picked = useMemo(() => ({ occurrence: focus, endpoint }), [focus, endpoint]);

  // The panels know nothing of picking: a cell only says whose it is.
  useEffect(() => {
    const click = ({ target }: MouseEvent): void => {
      const cell = target instanceof Element ? target.closest<HTMLElement>('.replay-wall [data-endpoint]') : null;
      if (cell) pick(cell.dataset.endpoint ?? null);
    };
    window.addEventListener('click', click);
    return () => window.removeEventListener('click', click);
  }, [pick]);

  return (
    <div className="replay-wall" ref={ref}>
      {scene.show === 'wall' ? (
        <PickedContext value={picked}>
          <Explaining moment={() => shownIn(feed.store, as)} mayReplay>
            <Wall store={feed.store} caption={caption} plan={plan} />
          </Explaining>
          <WallNotes strip={strip} at={deck.at} />
        </PickedContext>
      ) : (
        <Notice
          scene={scene}
          caption={caption}
          onDay={(other) => deck.choose(other, as)}
          onTruth={(other) => deck.choose(day, other)}
          onAgain={onAgain}
        />
      )}
    </div>
  );
}
