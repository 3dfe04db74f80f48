// What stands in the wall's place when there is no wall to show: always in the frame of a replay, always with a way on.
import type { ReactNode } from 'react';
import { dayDate } from '../../shared/i18n/format.ts';
import { loginPath } from '../login/session.ts';
import { Frame } from '../wall/frame.tsx';
import { LiveAnchor } from './leave.tsx';
import type { Scene } from './scene.ts';
import { words } from './words.ts';

type Props = Readonly<{
  scene: Exclude<Scene, { show: 'wall' }>;
  caption: string;
  onDay: (day: string) => void;
  onTruth: (as: 'then' | 'now') => void;
  onAgain: () => void;
}>;

export function Notice({ scene, caption, onDay, onTruth, onAgain }: Props) {
  return (
    <Frame mode="replay" exercise={false} caption={caption}>
      <div className="notice replay-notice" role="status" data-scene={scene.show}>
        <Content scene={scene} onDay={onDay} onTruth={onTruth} onAgain={onAgain} />
        {scene.show !== 'loading' && <LiveAnchor>{words.live.back}</LiveAnchor>}
      </div>
    </Frame>
  );
}

function Content({ scene, onDay, onTruth, onAgain }: Omit<Props, 'caption'>): ReactNode {
  const text = words.notice;
  switch (scene.show) {
    case 'login':
    case 'forbidden':
      return (
        <>
          <p>{text[scene.show]}</p>
          <a href={loginPath(location.pathname + location.search)}>{text.toLogin}</a>
        </>
      );
    case 'loading':
      return <p>{words.loading}</p>;
    case 'connecting':
      return <p>{text.connecting}</p>;
    case 'nothing':
      return <p>{text.nothing}</p>;
    case 'failed':
      return (
        <>
          <p>{text.failed(scene.failure.message)}</p>
          <button type="button" onClick={onAgain}>
            {words.again}
          </button>
        </>
      );
    case 'before':
    case 'after': {
      const { day, known, otherwise } = scene;
      return (
        <>
          <p>{text[scene.show](dayDate(day), dayDate(known))}</p>
          <button type="button" onClick={() => onDay(known)}>
            {text.go(dayDate(known))}
          </button>
          {otherwise && (
            <button type="button" onClick={() => onTruth(otherwise)}>
              {text.otherwise(words.truths[otherwise])}
            </button>
          )}
        </>
      );
    }
  }
}
