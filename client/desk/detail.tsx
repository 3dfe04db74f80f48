// One alarm: what it is, how long there is, what can be done, what to do about it, what happened.
import type { ReactNode } from 'react';
import type { ClosedRow, DeskRow } from '../../shared/alarm/view-schema.ts';
import { span } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import type { FeedStore } from '../feed/store.ts';
import { momentOf } from '../replay/address.ts';
import { type Asker, closedUndoLeft, type DeskAction, offeredFor, wantsNote } from './actions.ts';
import type { AlarmList } from './alarm-store.ts';
import type { Outcome } from './commander.ts';
import { Facts } from './facts.tsx';
import { GuidanceText, StandingNoteText } from './guidance.tsx';
import { History } from './history.tsx';
import { isReturned, needsAck } from './order.ts';
import { Said } from './said.tsx';
import type { KnownRules } from './use-rules.ts';
import type { Telling } from './use-told.ts';
import { words } from './words.ts';

type Props = Readonly<{
  row: DeskRow | ClosedRow;
  /** Not in the list any more, and not told yet how it ended. */
  open: boolean;
  alarms: AlarmList;
  feed: FeedStore;
  telling: Telling;
  rules: KnownRules;
  outcome: Outcome | undefined;
  others: readonly string[];
  asker: Asker;
  locked: boolean;
  /** The form that is open. */
  children: ReactNode;
  onAction: (action: DeskAction) => void;
  onUndoClosed: (row: ClosedRow) => void;
  onSelect: (occurrence: string) => void;
  onAgain: () => void;
  onDismiss: () => void;
}>;

/** The time that there is to acknowledge, and whom it has gone up to. */
function Respond({ row, now }: Readonly<{ row: DeskRow; now: number }>) {
  const left = row.respondBy === null ? null : Date.parse(row.respondBy) - now;
  if (!needsAck(row) || (left === null && row.escalatedTo === null)) return null;
  return (
    <p className={left !== null && left < 0 ? 'desk-respond desk-respond-late' : 'desk-respond'}>
      {left !== null && <strong>{left >= 0 ? words.respond.left(span(left)) : words.respond.late(span(-left))}</strong>}
      {row.escalatedTo !== null && <span>{words.respond.escalated(row.escalatedTo)}</span>}
    </p>
  );
}

function Buttons({ row, outcome, asker, locked, onAction }: Omit<Props, 'row'> & Readonly<{ row: DeskRow }>) {
  const busy = outcome?.phase === 'sending';
  return (
    <div className="desk-buttons" role="toolbar" aria-label={words.title}>
      {offeredFor(row, asker).map((action) => (
        <button
          type="button"
          key={action.id}
          className={action.action === 'ack' ? 'button-main' : undefined}
          disabled={locked || busy}
          aria-keyshortcuts={action.key}
          onClick={() => onAction(action)}
        >
          {action.label(row, asker)} <kbd>{action.key.toUpperCase()}</kbd>
        </button>
      ))}
    </div>
  );
}

export function Detail(props: Props) {
  const { row, open, outcome, asker, locked, rules } = props;
  const { now } = asker;
  const rule = rules.of(row.rule);
  const isOpen = open && row.state !== 'closed';
  const undo = row.state === 'closed' ? closedUndoLeft(row, asker) : 0;
  return (
    <section className="desk-detail" aria-label={row.text} data-occurrence={row.occurrence}>
      <header>
        <AlarmSymbol
          priority={row.priority}
          unacknowledged={isOpen && needsAck(row)}
          returned={isOpen && isReturned(row)}
          word
        />
        <span className="desk-detail-state">{isOpen ? words.state[row.state] : words.closedMark}</span>
        {props.others.length > 0 && <span className="desk-presence">{words.presence(props.others.join(', '))}</span>}
      </header>
      <h2>{row.text}</h2>
      {isOpen && <Respond row={row} now={now} />}
      {isOpen && <Buttons {...props} row={row} />}
      {row.state === 'closed' && undo > 0 && (
        <div className="desk-buttons">
          <button type="button" disabled={locked} aria-keyshortcuts="u" onClick={() => props.onUndoClosed(row)}>
            {words.act.undo(Math.ceil(undo / 1000))} <kbd>U</kbd>
          </button>
        </div>
      )}
      {asker.may('replay') && (
        // In a tab of its own: this one goes on sounding.
        <a href={momentOf(row.occurrence, Date.parse(row.raisedAt))} target="_blank" rel="noopener">
          {words.replayMoment}
        </a>
      )}
      {locked && <p className="desk-locked">{words.locked}</p>}
      <div aria-live="assertive" className="desk-live">
        {outcome && <Said outcome={outcome} locked={locked} onAgain={props.onAgain} onDismiss={props.onDismiss} />}
      </div>
      {props.children}
      {isOpen && row.state === 'active_ack' && wantsNote(row) && row.note === null && (
        <p className="desk-remind">{words.noteMissing}</p>
      )}
      {rule?.guidance && <GuidanceText guidance={rule.guidance} />}
      <Facts row={row} alarms={props.alarms} feed={props.feed} now={now} onSelect={props.onSelect} />
      {rule && (
        <StandingNoteText
          key={row.rule}
          rule={row.rule}
          note={rule.note}
          mayWrite={asker.may('alarms.act')}
          locked={locked}
          now={now}
          onNoted={rules.noted}
        />
      )}
      <History telling={props.telling} now={now} />
    </section>
  );
}
