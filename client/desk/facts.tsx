// The facts of one alarm, and the ways to what it belongs to.
import type { ReactNode } from 'react';
import type { ClosedRow, DeskRow } from '../../shared/alarm/view-schema.ts';
import { number, span, when } from '../../shared/i18n/format.ts';
import { Explained } from '../explain/explained.tsx';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import type { AlarmList } from './alarm-store.ts';
import { useTold } from './use-told.ts';
import { words } from './words.ts';

const Field = ({ name, children }: Readonly<{ name: string; children: ReactNode }>) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Its name, and what stands at it in the province's figures, each of which can be asked which ones it counts. */
function Agency({ feed, code }: Readonly<{ feed: FeedStore; code: string }>) {
  const row = useFeed(feed, ({ view }) => {
    const { byAgency = {} } = view?.dossier ?? {};
    return Object.hasOwn(byAgency, code) ? (byAgency[code] ?? null) : null;
  });
  if (row === null) return code;
  return (
    <>
      {`${row.name} (${code})`}
      {(['overdue', 'open'] as const).map((name) =>
        row[name] === null ? null : (
          <span key={name}>
            {' · '}
            <Explained figure={`dossier.${name}`} where={{ agency: code }}>
              {words.figures.ofAgency[name](number(row[name]))}
            </Explained>
          </span>
        ),
      )}
    </>
  );
}

type Link = Readonly<{ onSelect: (occurrence: string) => void; now: number }>;

/** The occurrence of the same type and subject before this one. */
function Before({ occurrence, onSelect, now }: Link & Readonly<{ occurrence: string }>) {
  const { told } = useTold(occurrence, null);
  if (!told) return null;
  const { alarm } = told;
  const from = when(Date.parse(alarm.raisedAt), now);
  const to = alarm.state === 'closed' ? when(Date.parse(alarm.closedAt), now) : words.state[alarm.state];
  const by = alarm.state === 'closed' && alarm.closedBy !== null ? `, ${words.field.closedBy(alarm.closedBy)}` : '';
  return (
    <Field name={words.field.before}>
      <button type="button" className="desk-way" onClick={() => onSelect(occurrence)}>
        {words.field.beforeValue(from, to)}
        {by}
      </button>
    </Field>
  );
}

/** The alarms that this one explains: the first few by name. */
function Symptoms({ row, alarms, onSelect }: Omit<Link, 'now'> & Readonly<{ row: DeskRow; alarms: AlarmList }>) {
  const shown: DeskRow[] = [];
  for (const one of alarms.rows) {
    if (one.cause === row.occurrence) shown.push(one);
    if (shown.length === 3) break;
  }
  return (
    <Field name={words.field.symptoms}>
      {words.row.symptomsLong(number(row.symptoms))}
      {shown.map((one) => (
        <button type="button" key={one.occurrence} className="desk-way" onClick={() => onSelect(one.occurrence)}>
          {one.text}
        </button>
      ))}
    </Field>
  );
}

type Props = Link & Readonly<{ row: DeskRow | ClosedRow; alarms: AlarmList; feed: FeedStore }>;

export function Facts({ row, alarms, feed, now, onSelect }: Props) {
  const { field } = words;
  const at = (instant: string): string => when(Date.parse(instant), now);
  const left = (instant: string): string => span(Date.parse(instant) - now);
  const { cause, shelvedUntil, ackUntil } = row;
  const causeRow = cause === null ? null : alarms.byId.get(cause);
  const who = row.suppressedBy ?? words.row.byRule;
  return (
    <dl className="desk-facts">
      {causeRow && (
        <Field name={field.cause}>
          <button type="button" className="desk-way" onClick={() => onSelect(causeRow.occurrence)}>
            {causeRow.text}
          </button>
        </Field>
      )}
      {row.state !== 'closed' && row.symptoms > 0 && <Symptoms row={row} alarms={alarms} onSelect={onSelect} />}
      {row.owner !== null && <Field name={field.owner}>{row.owner}</Field>}
      {row.by !== null && (
        <Field name={field.acked}>{row.ackedAt === null ? row.by : field.ackedBy(row.by, at(row.ackedAt))}</Field>
      )}
      {row.state === 'active_ack' && ackUntil !== null && (
        <Field name={field.ackUntil}>{field.ackUntilValue(at(ackUntil), left(ackUntil))}</Field>
      )}
      {row.state === 'shelved' && shelvedUntil !== null && (
        <Field name={field.shelved}>{field.shelvedUntil(who, at(shelvedUntil), left(shelvedUntil))}</Field>
      )}
      {(row.state === 'suppressed' || row.state === 'out_of_service') && row.suppressedAt !== null && (
        <Field name={row.state === 'suppressed' ? field.suppressed : field.outOfService}>
          {field.since(who, at(row.suppressedAt))}
        </Field>
      )}
      {row.note !== null && <Field name={field.note}>{row.note}</Field>}
      <Field name={field.raised}>{at(row.raisedAt)}</Field>
      {row.returnedAt !== null && <Field name={field.returned}>{at(row.returnedAt)}</Field>}
      {row.state === 'closed' && (
        <Field name={field.closed}>
          {row.closedBy === null ? at(row.closedAt) : field.ackedBy(row.closedBy, at(row.closedAt))}
        </Field>
      )}
      {row.count > 1 && <Field name={field.count}>{number(row.count)}</Field>}
      {row.count > 1 && <Field name={field.lastSeen}>{at(row.lastSeenAt)}</Field>}
      {row.recurrenceOf !== null && <Before occurrence={row.recurrenceOf} onSelect={onSelect} now={now} />}
      <Field name={field.subject}>{row.subject}</Field>
      {row.agency !== null && (
        <Field name={field.agency}>
          <Agency feed={feed} code={row.agency} />
        </Field>
      )}
      {row.responsible !== '' && <Field name={field.responsible}>{row.responsible}</Field>}
      <Field name={field.rule}>
        {row.ruleName} ({row.rule})
      </Field>
    </dl>
  );
}
