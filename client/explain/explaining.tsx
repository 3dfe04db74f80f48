// Answers for the figures inside it: the dialog of whichever was pressed, at the instant that was on the screen.
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { instantText } from '../../shared/time.ts';
import type { FeedStore } from '../feed/store.ts';
import { ExplainContext, type Where } from './context.ts';
import { ExplainDialog } from './explain.tsx';
import type { ExplainQuery } from './use-explained.ts';

type Props = Readonly<{
  /** The instant to ask about; null: now. */
  moment: () => Pick<ExplainQuery, 'seq' | 'at' | 'as'> | null;
  mayReplay: boolean;
  children: ReactNode;
}>;

/** What a store shows, as the instant to ask about; null before its first view. */
export function shownIn(store: FeedStore, as: 'then' | 'now'): Pick<ExplainQuery, 'seq' | 'at' | 'as'> | null {
  const { seq, viewAt } = store.get();
  return seq === null || viewAt === null ? null : { seq, at: instantText(viewAt), as };
}

export function Explaining({ moment, mayReplay, children }: Props) {
  const [query, setQuery] = useState<ExplainQuery | null>(null);
  const latest = useRef(moment);
  latest.current = moment;
  const explain = useCallback(
    (figure: string, where: Where = {}) => setQuery({ figure, ...where, ...latest.current() }),
    [],
  );
  return (
    <ExplainContext value={explain}>
      {children}
      {query && <ExplainDialog query={query} mayReplay={mayReplay} onClose={() => setQuery(null)} />}
    </ExplainContext>
  );
}
