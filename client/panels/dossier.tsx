// Public services: what waits for a person first, then the day's volumes (domain.md §3).
import { memo } from 'react';
import { decimal, fraction, number, percent } from '../../shared/i18n/format.ts';
import { vi } from '../../shared/i18n/vi.ts';
import type { DossierView } from '../../shared/sources/dossier/view-schema.ts';
import { Bars } from '../chart.tsx';
import { Figure } from '../wall/figure.tsx';
import { useSizes } from '../wall/sizes.ts';
import './panels.css';

type Props = Readonly<{ view: DossierView }>;

/** Nothing to do: zero. Unknown is not quiet, it is "—". */
const isQuiet = (count: number | null): boolean => count === 0;

export const DossierNeeds = memo(function DossierNeeds({ view }: Props) {
  const text = vi.dossier;
  return (
    <div className="figures">
      <Figure
        size="hero"
        label={text.overdue}
        value={number(view.overdue)}
        quiet={isQuiet(view.overdue)}
        notes={[text.ofOpen(number(view.open)), text.nearlyDue(number(view.nearlyDue))]}
      />
      <Figure
        size="hero"
        label={text.awaiting}
        value={number(view.awaitingReceipt)}
        quiet={isQuiet(view.awaitingReceipt)}
        notes={[text.lateReceipt(number(view.lateReceipt))]}
      />
    </div>
  );
});

export const DossierDay = memo(function DossierDay({ view }: Props) {
  const text = vi.dossier;
  const { onTime } = view;
  return (
    <div className="figures figures-day">
      <Figure label={text.received} value={number(view.received)} notes={[text.submitted(number(view.submitted))]} />
      <Figure label={text.resolved} value={number(view.resolved)} notes={[text.late(number(view.late))]} />
      <Figure
        label={text.onTimeWith(onTime?.formula ?? 'F2')}
        value={number(onTime?.numerator)}
        {...(onTime && { beside: `/ ${number(onTime.denominator)}` })}
        notes={[percent(onTime)]}
      />
    </div>
  );
});

/** Received today by service level: bars with their numbers. */
export const DossierLevels = memo(function DossierLevels({ view }: Props) {
  const levels = ['2', '3', '4', 'unknown'] as const;
  const rows = levels.filter((level) => level !== 'unknown' || (view.byLevel.unknown ?? 0) > 0);
  const most = Math.max(1, ...rows.map((level) => view.byLevel[level] ?? 0));
  return (
    <div className="stack">
      <h3>{vi.dossier.byLevel}</h3>
      {rows.map((level) => (
        <div className="bar-row" key={level}>
          <span>{vi.dossier.level[level]}</span>
          <span className="bar">
            <span className="bar-fill" style={{ width: `${(100 * (view.byLevel[level] ?? 0)) / most}%` }} />
          </span>
          <span className="num">{number(view.byLevel[level])}</span>
        </div>
      ))}
    </div>
  );
});

/** The rest of the balance, so that the figures add up for whoever checks: small. */
export const DossierOther = memo(function DossierOther({ view }: Props) {
  const text = vi.dossier;
  const rows: [string, string][] = [
    [text.carriedOver, number(view.carriedOver)],
    [text.online, fraction(view.online)],
    [text.paused, number(view.paused)],
    [text.rejected, number(view.rejected)],
    [text.withdrawn, number(view.withdrawn)],
    [text.reopened, number(view.reopened)],
  ];
  return <Pairs title={text.other} rows={rows} />;
});

/** Quality of service: coverage, ratings, duration, rewritten dates, the four formulas. */
export const DossierQuality = memo(function DossierQuality({ view }: Props) {
  const text = vi.dossier;
  const { duration, formulas } = view;
  const rows: [string, string][] = [
    ...(['F1', 'F2', 'F3', 'F4'] as const).map((name): [string, string] => [
      text.onTimeWith(name),
      `${fraction(formulas[name])}   ${percent(formulas[name])}`,
    ]),
    [text.duration, duration ? `${decimal(duration.meanHours)} (${decimal(duration.p90Hours)})` : number(null)],
    [text.coverage, fraction(view.coverage)],
    [text.satisfied, fraction(view.satisfied)],
    [text.rewritten, number(view.rewritten)],
    [text.corrected, number(Object.keys(view.corrected).length)],
  ];
  return <Pairs title={text.formulas} rows={rows} />;
});

function Pairs({ title, rows }: Readonly<{ title: string; rows: readonly [string, string][] }>) {
  return (
    <div className="stack">
      <h3>{title}</h3>
      {rows.map(([label, value]) => (
        <div className="pair" key={label}>
          <span>{label}</span>
          <span className="num">{value}</span>
        </div>
      ))}
    </div>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => (hour % 3 === 0 ? `${hour}h` : ''));

export const DossierHours = memo(function DossierHours({ hourly }: Readonly<{ hourly: DossierView['hourly'] }>) {
  const sizes = useSizes();
  const running = hourly.findLastIndex((value) => value !== null);
  return (
    <div className="stack stack-fill">
      <h3>{vi.dossier.hourly}</h3>
      <Bars values={hourly} labels={HOURS} current={running} fontPx={sizes.label} title={vi.dossier.hourly} />
    </div>
  );
});
