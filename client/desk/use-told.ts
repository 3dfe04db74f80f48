// One alarm as the server tells it, with its history; also one that is closed. Read again when `change` does, at most every 2 s.
import { useEffect, useRef, useState } from 'react';
import { askOccurrence, type Told } from './lines.ts';

export type Telling = Readonly<{ told: Told | null; failed: string | null }>;
type Loaded = Telling & Readonly<{ occurrence: string }>;

const PAUSE_MS = 2_000;
/** Whoever walks through the list by keys does not ask for each alarm passed. */
const REST_MS = 150;
const NOTHING: Telling = { told: null, failed: null };

/** `change`: anything that is another value once there may be something new. */
export function useTold(occurrence: string | null, change: unknown): Telling {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const readAt = useRef({ occurrence: '', at: Number.NEGATIVE_INFINITY });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    if (occurrence === null) return;
    let gone = false;
    const read = async (): Promise<void> => {
      readAt.current = { occurrence, at: performance.now() };
      const answer = await askOccurrence(occurrence);
      if (gone) return;
      if (answer.ok) setLoaded({ occurrence, told: answer.body, failed: null });
      else
        setLoaded((old) => (old?.occurrence === occurrence ? old : { occurrence, told: null, failed: answer.message }));
    };
    const last = readAt.current.occurrence === occurrence ? readAt.current.at : Number.NEGATIVE_INFINITY;
    const timer = setTimeout(read, Math.max(REST_MS, last + PAUSE_MS - performance.now()));
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [occurrence, change]);

  return loaded !== null && loaded.occurrence === occurrence ? loaded : NOTHING;
}
