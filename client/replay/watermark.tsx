// On paper alone: what is printed is a replay, of when, of which truth and event, printed by whom.
import { spoken } from '../../shared/i18n/spoken.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import type { Me } from '../login/session.ts';
import { answerOf, useAsked } from './asked.ts';
import { words } from './words.ts';

export function Watermark({ store, caption }: Readonly<{ store: FeedStore; caption: string }>) {
  const seq = useFeed(store, (state) => state.seq);
  const [me] = useAsked<Me>('/api/me');
  return (
    <div className="replay-watermark" aria-hidden="true">
      <strong>{spoken.state.replay}</strong>
      <p>{words.print(caption, String(seq ?? ''), answerOf(me)?.name ?? '')}</p>
    </div>
  );
}
