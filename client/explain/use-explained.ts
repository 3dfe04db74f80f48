// Asks the server which ones a figure counts.
import { useCallback, useEffect, useState } from 'react';
import type { Explained } from '../../shared/explain/answer.ts';
import { request } from '../api.ts';
import type { Where } from './context.ts';

/** Without `at`: now. Instants as in the view. */
export type ExplainQuery = Readonly<{ figure: string; seq?: number; at?: string; as?: 'then' | 'now' }> & Where;

export type Asking = Readonly<
  { state: 'asking' } | { state: 'failed'; message: string } | { state: 'there'; explained: Explained }
>;

export function addressOf({ figure, agency, conference, seq, at, as }: ExplainQuery): string {
  const query = new URLSearchParams({ figure });
  for (const [name, value] of Object.entries({ agency, conference, seq, at, as }))
    if (value !== undefined) query.set(name, String(value));
  return `/api/explain?${query}`;
}

/** Asks once for each address; `again` asks anew. */
export function useExplained(query: ExplainQuery): readonly [Asking, again: () => void] {
  const address = addressOf(query);
  const [asking, setAsking] = useState<Asking>({ state: 'asking' });
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` asks the same question again
  useEffect(() => {
    let gone = false;
    setAsking({ state: 'asking' });
    void request<Explained>('GET', address).then((answer) => {
      if (gone) return;
      setAsking(answer.ok ? { state: 'there', explained: answer.body } : { state: 'failed', message: answer.message });
    });
    return () => {
      gone = true;
    };
  }, [address, times]);
  return [asking, useCallback(() => setTimes((before) => before + 1), [])];
}
