// One question to the server and its answer, asked anew when the question changes.
import { useCallback, useEffect, useState } from 'react';
import { request } from '../api.ts';
import type { Failure } from '../feed/replay.ts';

export type Asked<T> =
  | Readonly<{ state: 'asking' }>
  | Readonly<{ state: 'told'; value: T }>
  | Readonly<{ state: 'failed'; failure: Failure }>;

const LONGEST_MS = 30_000;
const ASKING = { state: 'asking' } as const;

/** `path` null: nothing to ask. The second part asks again. */
export function useAsked<T>(path: string | null): readonly [Asked<T>, () => void] {
  const [round, setRound] = useState(0);
  const [asked, setAsked] = useState<Readonly<{ path: string | null; answer: Asked<T> }>>({ path, answer: ASKING });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks the same again
  useEffect(() => {
    if (path === null) return;
    const gone = new AbortController();
    setAsked({ path, answer: ASKING });
    const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(LONGEST_MS)]);
    void request<T>('GET', path, undefined, signal).then((answer) => {
      if (gone.signal.aborted) return;
      setAsked({
        path,
        answer: answer.ok ? { state: 'told', value: answer.body } : { state: 'failed', failure: answer },
      });
    });
    return () => gone.abort();
  }, [path, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  // An answer to another question is none.
  return [asked.path === path ? asked.answer : ASKING, again];
}

export const answerOf = <T>(asked: Asked<T>): T | null => (asked.state === 'told' ? asked.value : null);
