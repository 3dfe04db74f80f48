// What happened to one occurrence, newest first. Read again when its row changes, at most every 2 s.
import { useEffect, useRef, useState } from 'react';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { clock, when } from '../../shared/i18n/format.ts';
import { request } from '../api.ts';
import { type HistoryEntry, historyText } from './history-words.ts';
import { words } from './words.ts';

type Loaded = Readonly<
  { occurrence: string; entries: readonly HistoryEntry[] } | { occurrence: string; failed: string }
>;

const PAUSE_MS = 2_000;

/** `row` changes with every delta, also for a comment: that is when there may be something new. */
export function History({ row, now }: Readonly<{ row: DeskRow; now: number }>) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const readAt = useRef({ occurrence: '', at: Number.NEGATIVE_INFINITY });
  const { occurrence } = row;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed row is the reason to read again
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      readAt.current = { occurrence, at: performance.now() };
      const answer = await request<{ history: HistoryEntry[] }>('GET', `/api/alarms/${encodeURIComponent(occurrence)}`);
      if (gone) return;
      if (answer.ok) setLoaded({ occurrence, entries: answer.body.history.toReversed() });
      else setLoaded((old) => (old?.occurrence === occurrence ? old : { occurrence, failed: answer.message }));
    };
    const last = readAt.current.occurrence === occurrence ? readAt.current.at : Number.NEGATIVE_INFINITY;
    const timer = setTimeout(read, Math.max(0, last + PAUSE_MS - performance.now()));
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [occurrence, row]);

  const mine = loaded?.occurrence === occurrence ? loaded : null;
  return (
    <section className="desk-history" aria-label={words.history}>
      <h3>{words.history}</h3>
      {mine === null && <p className="faint">{words.loading}</p>}
      {mine && 'failed' in mine && <p>{`${words.historyFailed} ${mine.failed}`}</p>}
      {mine && 'entries' in mine && (
        <ol>
          {mine.entries.map((entry) => (
            <li key={entry.seq}>
              <time dateTime={entry.at} title={when(Date.parse(entry.at), now)}>
                {clock(Date.parse(entry.at))}
              </time>
              <span>{historyText(entry)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
