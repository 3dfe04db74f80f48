// What happened to one occurrence, newest first.

import { historyText } from '../../shared/alarm/history-words.ts';
import { clock, when } from '../../shared/i18n/format.ts';
import type { Telling } from './use-told.ts';
import { words } from './words.ts';

export function History({ telling, now }: Readonly<{ telling: Telling; now: number }>) {
  const { told, failed } = telling;
  return (
    <section className="desk-history" aria-label={words.history}>
      <h3>{words.history}</h3>
      {told === null && failed === null && <p className="faint">{words.loading}</p>}
      {failed !== null && <p>{`${words.historyFailed} ${failed}`}</p>}
      {told && (
        <ol>
          {told.history.toReversed().map((entry) => (
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
