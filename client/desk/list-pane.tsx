// The left half of the desk: which list, what of it, and the list.
import type { MouseEvent, RefObject } from 'react';
import { number } from '../../shared/i18n/format.ts';
import type { AlarmList } from './alarm-store.ts';
import type { Board } from './board.ts';
import type { Outcomes } from './commander.ts';
import { type Filter, isOn, matcher, outsideOf, warm } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import type { Listing } from './items.ts';
import { RowList } from './list.tsx';
import { LISTS, type ListName, sizeOf } from './lists.ts';
import type { Presence } from './presence.ts';
import { words } from './words.ts';

type Props = Readonly<{
  board: Board;
  shown: Listing;
  arrived: number;
  alarms: AlarmList;
  outcomes: Outcomes;
  present: Presence['open'];
  me: string;
  now: number;
  field: RefObject<HTMLInputElement | null>;
  onList: (list: ListName) => void;
  onFilter: (filter: Filter) => void;
  onLeaveFilter: () => void;
  onRelease: () => void;
  onPoint: (key: string, event: MouseEvent | null) => void;
}>;

function emptyText({ board, alarms }: Props): string {
  if (!alarms.known) return words.unknown;
  return isOn(board.filter) ? words.nothingFound : words.empty[board.list];
}

export function ListPane(props: Props) {
  const { board, shown, arrived, alarms } = props;
  const match = matcher(board.filter);
  return (
    <section className="desk-list" aria-label={words.listLabel}>
      <div className="desk-list-head">
        <fieldset className="desk-lists" aria-label={words.listLabel}>
          {LISTS.map((name, index) => (
            <button
              type="button"
              key={name}
              data-list={name}
              aria-pressed={name === board.list}
              aria-keyshortcuts={String(index + 1)}
              onClick={() => props.onList(name)}
            >
              {words.lists[name]} <strong>{alarms.known ? number(sizeOf(alarms, name)) : '—'}</strong>{' '}
              <kbd>{index + 1}</kbd>
            </button>
          ))}
        </fieldset>
        <p className="desk-shown" role="status">
          {match !== null && words.shown(number(shown.shown), number(shown.total))}
        </p>
        {board.held !== null && (
          <p className="desk-held" role="status">
            {words.held.still}
            {arrived > 0 && (
              <button type="button" onClick={props.onRelease}>
                <strong>{words.held.arrived(number(arrived))}</strong> · {words.held.release}
              </button>
            )}
          </p>
        )}
      </div>
      <FilterBar
        filter={board.filter}
        rules={alarms.rules}
        outside={outsideOf(alarms.rows, match)}
        field={props.field}
        onFilter={props.onFilter}
        onFocus={() => warm(alarms.rows, (run) => setTimeout(run))}
        onLeave={props.onLeaveFilter}
      />
      {shown.items.length === 0 && <p className="desk-empty">{emptyText(props)}</p>}
      <RowList
        shown={shown}
        alarms={alarms}
        selected={board.selected}
        marked={board.marks.rows}
        outcomes={props.outcomes}
        present={props.present}
        me={props.me}
        now={props.now}
        onPoint={props.onPoint}
      />
    </section>
  );
}
