// Many alarms at once: what is marked, what can be done with all of it, and what became of each.
import type { ReactNode } from 'react';
import { number } from '../../shared/i18n/format.ts';
import type { Priority } from '../../shared/source.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import { type Asker, BULK_ACTIONS, type DeskAction } from './actions.ts';
import type { Outcome, Outcomes } from './commander.ts';
import type { Marked } from './marks.ts';
import { words } from './words.ts';

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];
/** As many reasons are listed here; each also stands in its row. */
const MOST_LISTED = 20;

type Props = Readonly<{
  marked: Marked;
  outcomes: Outcomes;
  asker: Asker;
  locked: boolean;
  /** The form that is open. */
  children: ReactNode;
  onAction: (action: DeskAction) => void;
  onAgain: (occurrences: readonly string[]) => void;
  onUnmark: () => void;
}>;

const isRefused = (outcome: Outcome): outcome is Outcome & { phase: 'refused' } => outcome.phase === 'refused';

export function BulkPanel({ marked, outcomes, asker, locked, children, onAction, onAgain, onUnmark }: Props) {
  const rows = [...marked.values()];
  const of = (priority: Priority): number => rows.filter((row) => row.priority === priority).length;
  const told = rows.flatMap(({ occurrence }) => outcomes.get(occurrence) ?? []);
  const refused = told.filter(isRefused);
  const unanswered = told.filter(({ phase }) => phase === 'unanswered').map(({ command }) => command.occurrence);
  const sending = told.filter(({ phase }) => phase === 'sending').length;
  return (
    <section className="desk-detail desk-bulk" aria-label={words.marks.count(number(rows.length))}>
      <h2>
        <span role="status">{words.marks.count(number(rows.length))}</span>
      </h2>
      <p className="desk-bulk-counts">
        {PRIORITIES.filter((priority) => of(priority) > 0).map((priority) => (
          <span key={priority} className="desk-count">
            <AlarmSymbol priority={priority} word /> {number(of(priority))}
          </span>
        ))}
      </p>
      <div className="desk-buttons" role="toolbar" aria-label={words.title}>
        {BULK_ACTIONS.map((action) => {
          const count = rows.filter((row) => action.offered(row, asker)).length;
          return (
            <button
              type="button"
              key={action.id}
              className={action.action === 'ack' ? 'button-main' : undefined}
              disabled={locked || count === 0 || sending > 0}
              aria-keyshortcuts={action.key}
              onClick={() => onAction(action)}
            >
              {action.bulk?.label}
              {count < rows.length && ` (${words.marks.offered(number(count))})`} <kbd>{action.key.toUpperCase()}</kbd>
            </button>
          );
        })}
        <button type="button" onClick={onUnmark}>
          {words.marks.none} <kbd>Esc</kbd>
        </button>
      </div>
      {locked && <p className="desk-locked">{words.locked}</p>}
      <p className="desk-form-hint">{words.marks.hint}</p>
      {children}
      <div aria-live="assertive" className="desk-bulk-told">
        {sending > 0 && <p className="desk-said">{words.marks.sending(number(sending))}</p>}
        {unanswered.length > 0 && (
          <div className="desk-said desk-said-problem">
            <p>
              <strong>{words.marks.unanswered(number(unanswered.length))}</strong>
            </p>
            <div className="desk-buttons">
              <button type="button" disabled={locked} onClick={() => onAgain(unanswered)}>
                {words.marks.again}
              </button>
            </div>
          </div>
        )}
        {refused.length > 0 && (
          <div className="desk-said desk-said-problem">
            <p>
              <strong>{words.marks.refused(number(refused.length))}</strong>
            </p>
            <ul>
              {refused.slice(0, MOST_LISTED).map(({ command, message }) => (
                <li key={command.id}>
                  {marked.get(command.occurrence)?.text}: <strong>{message}</strong>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}
