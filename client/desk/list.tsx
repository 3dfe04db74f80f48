// The list of open alarms: what needs a person first.
import { memo, useEffect } from 'react';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { number, span, when } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import { needsAck } from './alarm-store.ts';
import type { Outcome, Outcomes } from './commander.ts';
import { words } from './words.ts';

/** So many rows are drawn; the heading says how many there are, and what needs a person stands first. */
const MOST_ROWS = 300;

type RowProps = Readonly<{
  row: DeskRow;
  selected: boolean;
  outcome: Outcome | undefined;
  /** Server's clock to the minute: ages do not redraw the list each second. */
  now: number;
  onSelect: (occurrence: string) => void;
}>;

function Said({ outcome }: Readonly<{ outcome: Outcome | undefined }>) {
  if (!outcome) return null;
  if (outcome.phase === 'sending' || outcome.phase === 'done')
    return <span className="desk-sending">{words.outcome.sending}</span>;
  if (outcome.phase === 'unanswered') return <strong className="desk-problem">{words.outcome.unanswered}</strong>;
  return <strong className="desk-problem">{words.outcome.refused}</strong>;
}

const Row = memo(function Row({ row, selected, outcome, now, onSelect }: RowProps) {
  const raisedAt = Date.parse(row.raisedAt);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list as a whole has the keys
    <div
      id={`alarm-${row.occurrence}`}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      className={`desk-row${needsAck(row) ? ' desk-row-waiting' : ''}`}
      data-occurrence={row.occurrence}
      data-state={row.state}
      onClick={() => onSelect(row.occurrence)}
    >
      <AlarmSymbol priority={row.priority} unacknowledged={needsAck(row)} word />
      <span className="desk-row-text">{row.text}</span>
      <span className="desk-row-when">
        {when(raisedAt, now)}{' '}
        <span className="faint">· {now - raisedAt < 60_000 ? words.justNow : words.ago(span(now - raisedAt))}</span>
      </span>
      <span className="desk-row-state">
        <Said outcome={outcome} />
        <span>{words.state[row.state]}</span>
        {row.by !== null && <span className="desk-row-by"> · {row.by}</span>}
        {row.count > 1 && <span className="faint"> · ×{number(row.count)}</span>}
      </span>
    </div>
  );
});

type Props = Readonly<{
  rows: readonly DeskRow[];
  known: boolean;
  selected: string | null;
  outcomes: Outcomes;
  now: number;
  onSelect: (occurrence: string) => void;
}>;

export function AlarmListView({ rows, known, selected, outcomes, now, onSelect }: Props) {
  useEffect(() => {
    if (selected) document.getElementById(`alarm-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const drawn = rows.slice(0, MOST_ROWS);
  const minute = Math.floor(now / 60_000) * 60_000;
  return (
    <section className="desk-list" aria-label={words.listTitle(number(rows.length))}>
      <h2>
        {words.listTitle(known ? number(rows.length) : '—')}
        {drawn.length < rows.length && (
          <span className="faint"> · {words.shown(number(drawn.length), number(rows.length))}</span>
        )}
      </h2>
      {rows.length === 0 && <p className="desk-empty">{known ? words.empty : words.unknown}</p>}
      <div
        className="desk-rows"
        role="listbox"
        tabIndex={0}
        aria-label={words.listTitle(number(rows.length))}
        {...(selected ? { 'aria-activedescendant': `alarm-${selected}` } : {})}
      >
        {drawn.map((row) => (
          <Row
            key={row.occurrence}
            row={row}
            selected={row.occurrence === selected}
            outcome={outcomes.get(row.occurrence)}
            now={Math.max(minute, Date.parse(row.raisedAt))}
            onSelect={onSelect}
          />
        ))}
      </div>
    </section>
  );
}
