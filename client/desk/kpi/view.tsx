// The key figures of the alarms: a table against its targets, and who makes the noise. It prints as it stands.
import { Fragment, useMemo, useState } from 'react';
import type { KpiAnswer } from '../../../shared/alarm/kpi-schema.ts';
import { date, minuteClock, number } from '../../../shared/i18n/format.ts';
import { kpiWords as words } from '../words-kpi.ts';
import { groupsOf } from './figures.ts';
import './kpi.css';
import { PERIODS, type Period, rangeOf } from './periods.ts';
import { Reports } from './reports.tsx';
import { useFigures } from './use-kpi.ts';

const moment = (text: string): string => `${minuteClock(Date.parse(text))} ${date(Date.parse(text))}`;

function Table({ kpi }: Readonly<{ kpi: KpiAnswer }>) {
  return (
    <table className="kpi-table">
      <thead>
        <tr>
          <th scope="col">{words.column.figure}</th>
          <th scope="col" colSpan={2}>
            {words.column.value}
          </th>
          <th scope="col">{words.column.target}</th>
        </tr>
      </thead>
      <tbody>
        {groupsOf(kpi).map((group) => (
          <Fragment key={group.name}>
            <tr>
              <th colSpan={4} scope="colgroup" className="kpi-group">
                {group.name}
              </th>
            </tr>
            {group.lines.map((line) => (
              <tr key={line.name} className={line.missed ? 'kpi-missed' : undefined}>
                <th scope="row">{line.name}</th>
                <td className="kpi-number">{line.value}</td>
                <td className="kpi-beside">{line.beside}</td>
                <td>
                  {line.target}
                  {line.missed && <strong className="kpi-word">{words.missed}</strong>}
                </td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

type Noisy = Readonly<{ rule: string; ruleName: string; subject: string; text: string; times: number }>;

function Noise({ title, none, rows }: Readonly<{ title: string; none: string; rows: readonly Noisy[] }>) {
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 && <p className="kpi-beside">{none}</p>}
      <ol className="kpi-list">
        {rows.map((row) => (
          <li key={`${row.rule} ${row.subject}`}>
            <span className="kpi-number">{words.times(number(row.times))}</span>
            <span>
              {row.text} <span className="kpi-beside">{row.ruleName}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function KpiButton({ onClick }: Readonly<{ onClick: () => void }>) {
  return (
    <button type="button" onClick={onClick}>
      {words.open} <kbd>K</kbd>
    </button>
  );
}

type Props = Readonly<{
  /** Server's clock (epoch ms). */
  now: number;
  /** When shifts begin, see KnownRules. */
  starts: readonly number[];
  /** May this person take files out? */
  reports: boolean;
  onClose: () => void;
}>;

/** Mount it once the server's clock is known: a period is of the instant at which it is chosen. */
export function KpiView({ now, starts, reports, onClose }: Props) {
  const [choice, setChoice] = useState<Readonly<{ period: Period; at: number }>>({ period: 'shift', at: now });
  const range = useMemo(() => rangeOf(choice.period, choice.at, starts), [choice, starts]);
  const figures = useFigures(range);
  const { period } = choice;
  const choose = (one: Period): void => setChoice({ period: one, at: now });
  return (
    <main className="kpi">
      <header className="kpi-head">
        <h2>{words.title}</h2>
        {figures.state === 'there' && <p>{words.span(moment(figures.kpi.from), moment(figures.kpi.to))}</p>}
        <nav className="kpi-tools">
          {PERIODS.map((one) => (
            <button
              key={one}
              type="button"
              {...(one === period ? { 'aria-current': 'true' as const } : {})}
              onClick={() => choose(one)}
            >
              {words.period[one]}
            </button>
          ))}
          <button type="button" onClick={() => choose(period)}>
            {words.again}
          </button>
          <button type="button" onClick={() => print()}>
            {words.print}
          </button>
          <button type="button" className="button-main" onClick={onClose}>
            {words.back} <kbd>K</kbd>
          </button>
        </nav>
      </header>
      {reports && <Reports now={now} starts={starts} />}
      {figures.state === 'asking' && <p role="status">{words.loading}</p>}
      {figures.state === 'failed' && <p role="alert">{words.failed(figures.message)}</p>}
      {figures.state === 'there' && (
        <div className="kpi-body">
          <div>
            <Table kpi={figures.kpi} />
            <p className="kpi-beside">{words.source}</p>
          </div>
          <aside>
            <Noise
              title={words.top}
              none={words.noTop}
              rows={figures.kpi.top.map((row) => ({ ...row, times: row.announced }))}
            />
            <Noise
              title={words.chatterers}
              none={words.noChatterers}
              rows={figures.kpi.chatterers.map((row) => ({ ...row, times: row.activations }))}
            />
          </aside>
        </div>
      )}
    </main>
  );
}
