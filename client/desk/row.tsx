// One alarm in the list. It is drawn again only when something in it has changed.
import { type MouseEvent, memo } from 'react';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { number, when } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import type { Outcome } from './commander.ts';
import { isReturned, needsAck } from './order.ts';
import { ageOf, rowParts } from './row-words.ts';
import { words } from './words.ts';

function Said({ outcome }: Readonly<{ outcome: Outcome | undefined }>) {
  if (!outcome) return null;
  if (outcome.phase === 'sending' || outcome.phase === 'done')
    return <span className="desk-sending">{words.outcome.sending}</span>;
  if (outcome.phase === 'unanswered') return <strong className="desk-problem">{words.outcome.unanswered}</strong>;
  return <strong className="desk-problem">{`${words.outcome.refused}: ${outcome.message}`}</strong>;
}

export type RowProps = Readonly<{
  row: DeskRow;
  /** Still in the list of the server. */
  open: boolean;
  selected: boolean;
  marked: boolean;
  /** Marked at a version that is no longer the one drawn. */
  changed: boolean;
  under: boolean;
  first: boolean;
  outcome: Outcome | undefined;
  causeText: string | null;
  /** Who else has it open, `, ` between. */
  others: string;
  /** The time that runs, in words; null: none does. */
  due: string | null;
  late: boolean;
  /** Server's clock, to the minute: ages do not redraw the list each second. */
  now: number;
  position: number;
  size: number;
  top: number;
  onPoint: (occurrence: string, event: MouseEvent) => void;
}>;

export const Row = memo(function Row(props: RowProps) {
  const { row, open, selected, marked, under, now } = props;
  const waiting = open && needsAck(row);
  const others = props.others === '' ? [] : props.others.split(', ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list as a whole has the keys
    <div
      id={`alarm-${row.occurrence}`}
      role="option"
      aria-selected={selected}
      aria-checked={marked}
      aria-setsize={props.size}
      aria-posinset={props.position}
      tabIndex={-1}
      className={`desk-row${waiting ? ' desk-row-waiting' : ''}${under ? ' desk-row-under' : ''}`}
      data-occurrence={row.occurrence}
      data-state={open ? row.state : 'closed'}
      data-marked={marked}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={(event) => props.onPoint(row.occurrence, event)}
    >
      <span className="desk-tick" aria-hidden="true" />
      <AlarmSymbol priority={row.priority} unacknowledged={waiting} returned={isReturned(row)} word />
      <span className="desk-row-text" title={row.text}>
        {props.first && <span className="desk-chip">{words.flood.first}</span>}
        {isReturned(row) && open && <span className="desk-chip">{words.row.returned}</span>}
        {row.text}
        {row.symptoms > 0 && (
          <span className="desk-chip desk-chip-after" title={words.row.symptomsLong(number(row.symptoms))}>
            {words.row.symptoms(number(row.symptoms))}
          </span>
        )}
      </span>
      <span className="desk-row-when">
        {when(Date.parse(row.raisedAt), now)} <span className="faint">· {ageOf(row, now)}</span>
      </span>
      <span className="desk-row-state">
        <Said outcome={props.outcome} />
        {props.changed && <strong className="desk-problem">{words.row.changed}</strong>}
        {open ? (
          rowParts(row, now, props.causeText, others).map(({ text, strong }) => (
            <span key={text} className={strong ? 'desk-part desk-part-strong' : 'desk-part'}>
              {text}
            </span>
          ))
        ) : (
          <span className="desk-part">{words.closedMark}</span>
        )}
      </span>
      {open && props.due !== null && (
        <span className={props.late ? 'desk-row-due desk-row-late' : 'desk-row-due'}>{props.due}</span>
      )}
    </div>
  );
});
