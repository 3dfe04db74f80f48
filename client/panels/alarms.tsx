// The alarm list: shape, number and word of the priority, what is wrong, who has seen it. The text never moves.
import { Fragment, memo, useContext, useMemo } from 'react';
import type { AlarmsView } from '../../shared/alarm/view-schema.ts';
import { epochOf, number, when } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import { PickedContext } from '../alarm/picked.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import { Explained } from '../explain/explained.tsx';
import { FitList } from '../wall/fit-list.tsx';
import './panels.css';
import './alarms.css';

type Row = AlarmsView['top'][string] & { readonly occurrence: string };

const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;

export const byRank = (top: AlarmsView['top']): Row[] =>
  Object.entries(top)
    .map(([occurrence, row]) => ({ ...row, occurrence }))
    .sort((a, b) => a.rank - b.rank);

const isUnacknowledged = (row: Row): boolean => row.state === 'active_unack' || row.state === 'rtn_unack';
const hasReturned = (row: Row): boolean => row.state === 'rtn_unack' || row.state === 'rtn_latched';

/** How many alarms there are in all that a person may have to look at. */
export const openCount = (view: AlarmsView): number =>
  PRIORITIES.reduce((sum, priority) => sum + view.unacknowledged[priority], 0) + view.acknowledged;

export const AlarmCounts = memo(function AlarmCounts({ view }: Readonly<{ view: AlarmsView }>) {
  const standing = PRIORITIES.filter((priority) => view.unacknowledged[priority] > 0);
  const others = (
    [
      ['acknowledged', `${number(view.acknowledged)} ${spoken.alarm.acknowledged}`],
      ['shelved', spoken.alarm.shelved(number(view.shelved))],
      ['suppressed', spoken.alarm.suppressed(number(view.suppressed))],
      ['outOfService', spoken.alarm.outOfService(number(view.outOfService))],
    ] as const
  ).filter(([name]) => view[name] > 0);
  return (
    <div className="alarm-counts">
      {standing.length > 0 && (
        <p className="alarm-standing">
          {standing.map((priority) => (
            <span key={priority} className="alarm-count">
              <AlarmSymbol priority={priority} />{' '}
              <Explained figure={`alarms.unacknowledged.${priority}`}>
                {number(view.unacknowledged[priority])}
              </Explained>
            </span>
          ))}
          <span className="dim">{spoken.alarm.unacknowledged}</span>
        </p>
      )}
      {others.length > 0 && (
        <p className="dim">
          {others.map(([name, text], index) => (
            <Fragment key={name}>
              {index > 0 && ' · '}
              <Explained figure={`alarms.${name}`}>{text}</Explained>
            </Fragment>
          ))}
        </p>
      )}
    </div>
  );
});

function AlarmLine({ row, now }: Readonly<{ row: Row; now: number | null }>) {
  const isPicked = useContext(PickedContext).occurrence === row.occurrence;
  const raised = epochOf(row.raisedAt);
  const since = raised === null ? '' : when(raised, now ?? raised);
  const waiting = isUnacknowledged(row);
  const seen = row.by ? spoken.alarm.by(row.by) : spoken.alarm.acknowledged;
  const notes = [hasReturned(row) && spoken.alarm.returned, !waiting && seen].filter((note) => note !== false);
  return (
    <div className={`alarm-row${waiting ? '' : ' alarm-seen'}${isPicked ? ' alarm-picked' : ''}`}>
      <p className="alarm-line">
        <AlarmSymbol priority={row.priority} unacknowledged={waiting} returned={hasReturned(row)} word />
        {row.count > 1 && <span className="num">×{number(row.count)}</span>}
        <span className="num alarm-when">{since}</span>
      </p>
      <p className="alarm-text">{spoken.alarm.sentence(row.text)}</p>
      {notes.length > 0 && <p className="dim">{notes.join(' · ')}</p>}
    </div>
  );
}

type ListProps = Readonly<{
  view: AlarmsView;
  now: number | null;
  /** In two columns. */
  wide?: boolean;
}>;

export const AlarmList = memo(function AlarmList({ view, now, wide = false }: ListProps) {
  const rows = useMemo(() => byRank(view.top), [view.top]);
  const total = Math.max(rows.length, openCount(view));
  return (
    <div className="stack stack-fill">
      <AlarmCounts view={view} />
      {rows.length === 0 && <p className="dim">{spoken.alarm.none}</p>}
      <FitList
        className={wide ? 'alarm-list alarm-columns' : 'alarm-list'}
        items={rows}
        total={total}
        id={(row) => row.occurrence}
        render={(row) => <AlarmLine row={row} now={now} />}
        more={(hidden) => spoken.state.more(number(hidden), spoken.alarm.more)}
      />
    </div>
  );
});
