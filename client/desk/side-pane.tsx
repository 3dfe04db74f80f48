// The right half of the desk: the alarm that is selected, or what is marked to be done with at once.
import type { ClosedRow, DeskRow } from '../../shared/alarm/view-schema.ts';
import { number } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import type { FeedStore } from '../feed/store.ts';
import { ActionForm } from './action-form.tsx';
import type { Asker } from './actions.ts';
import type { AlarmList } from './alarm-store.ts';
import type { Board, OpenForm } from './board.ts';
import { BulkPanel } from './bulk-panel.tsx';
import type { Commander, Outcomes } from './commander.ts';
import { Detail } from './detail.tsx';
import type { GroupItem } from './items.ts';
import type { Acts } from './use-acts.ts';
import type { KnownRules } from './use-rules.ts';
import type { Telling } from './use-told.ts';
import { words } from './words.ts';

/** More than so many, or any P1 among them: the number is typed before it goes out. */
const MOST_UNTYPED = 20;

type Props = Readonly<{
  board: Board;
  alarms: AlarmList;
  feed: FeedStore;
  commander: Commander;
  outcomes: Outcomes;
  acts: Acts;
  asker: Asker;
  locked: boolean;
  row: DeskRow | ClosedRow | null;
  group: GroupItem | null;
  telling: Telling;
  rules: KnownRules;
  others: readonly string[];
  onSelect: (occurrence: string) => void;
  onUnmark: () => void;
}>;

function confirmOf({ rows }: OpenForm, many: boolean): number | null {
  if (!many) return null;
  return rows.length > MOST_UNTYPED || rows.some((row) => row.priority === 'P1') ? rows.length : null;
}

function Form({ board, alarms, acts, asker, locked, rules }: Props) {
  const { form } = board;
  if (form === null) return null;
  const many = board.marks.rows.size > 0;
  const { spec, rows } = form;
  const changed = rows.some(({ occurrence, version }) => alarms.byId.get(occurrence)?.version !== version);
  return (
    <ActionForm
      key={`${rows[0]?.occurrence} ${rows.length} ${form.action.id}`}
      spec={spec}
      title={many ? words.form.many(spec.title, number(rows.length)) : spec.title}
      confirm={confirmOf(form, many)}
      changed={changed}
      locked={locked}
      shiftStarts={rules.shiftStarts}
      now={asker.now}
      onSend={acts.send}
      onCancel={acts.closeForm}
    />
  );
}

export function SidePane(props: Props) {
  const { board, alarms, commander, outcomes, acts, asker, locked, row, group } = props;
  if (board.marks.rows.size > 0)
    return (
      <BulkPanel
        marked={board.marks.rows}
        outcomes={outcomes}
        asker={asker}
        locked={locked}
        onAction={acts.begin}
        onAgain={commander.again}
        onUnmark={props.onUnmark}
      >
        <Form {...props} />
      </BulkPanel>
    );
  if (group)
    return (
      <section className="desk-detail" aria-label={group.title}>
        <header>
          <AlarmSymbol priority={group.highest} word />
          <span className="desk-detail-state">{words.flood.group(number(group.rows.length))}</span>
        </header>
        <h2>{group.title}</h2>
        {group.waiting > 0 && <p>{words.flood.groupWaiting(number(group.waiting))}</p>}
        <p className="desk-form-hint">{words.flood.pick}</p>
      </section>
    );
  if (row === null)
    return (
      <p className="desk-detail desk-pick">
        {props.telling.failed !== null && board.selected !== null ? words.gone : words.pick}
      </p>
    );
  const { occurrence } = row;
  return (
    <Detail
      row={row}
      open={alarms.byId.has(occurrence)}
      alarms={alarms}
      feed={props.feed}
      telling={props.telling}
      rules={props.rules}
      outcome={outcomes.get(occurrence)}
      others={props.others}
      asker={asker}
      locked={locked}
      onAction={acts.begin}
      onUndoClosed={acts.undoClosed}
      onSelect={props.onSelect}
      onAgain={() => commander.again([occurrence])}
      onDismiss={() => commander.dismiss([occurrence])}
    >
      <Form {...props} />
    </Detail>
  );
}
