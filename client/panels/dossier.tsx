// Public services: what waits for a person first, then the day's volumes (domain.md §3).
import { memo, useMemo } from 'react';
import { decimal, fraction, number, percent } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { DossierView } from '../../shared/sources/dossier/view-schema.ts';
import { Bars } from '../bars.tsx';
import { Explained } from '../explain/explained.tsx';
import { Figure } from '../wall/figure.tsx';
import { FitList } from '../wall/fit-list.tsx';
import { useSizes } from '../wall/sizes.ts';
import { Usual } from '../wall/usual.tsx';
import './panels.css';

type Props = Readonly<{ view: DossierView }>;

/** Nothing to do: zero. Unknown is not quiet, it is "—". */
const isQuiet = (count: number | null): boolean => count === 0;

export const DossierNeeds = memo(function DossierNeeds({ view }: Props) {
  const text = spoken.dossier;
  return (
    <div className="figures">
      <Figure
        size="hero"
        label={text.overdue}
        value={number(view.overdue)}
        figure="dossier.overdue"
        quiet={isQuiet(view.overdue)}
        notes={[
          <Explained key="open" figure="dossier.open">
            {text.ofOpen(number(view.open))}
          </Explained>,
          <Explained key="near" figure="dossier.nearlyDue">
            {text.nearlyDue(number(view.nearlyDue))}
          </Explained>,
        ]}
      />
      <Figure
        size="hero"
        label={text.awaiting}
        value={number(view.awaitingReceipt)}
        figure="dossier.awaitingReceipt"
        quiet={isQuiet(view.awaitingReceipt)}
        notes={[
          <Explained key="late" figure="dossier.lateReceipt">
            {text.lateReceipt(number(view.lateReceipt))}
          </Explained>,
        ]}
      />
    </div>
  );
});

export const DossierDay = memo(function DossierDay({ view }: Props) {
  const text = spoken.dossier;
  const { onTime } = view;
  return (
    <div className="figures figures-day">
      <Figure
        label={text.received}
        value={number(view.received)}
        figure="dossier.received"
        notes={[
          <Usual key="usual" of="received" value={view.received} />,
          <Explained key="submitted" figure="dossier.submitted">
            {text.submitted(number(view.submitted))}
          </Explained>,
        ]}
      />
      <Figure
        label={text.resolved}
        value={number(view.resolved)}
        figure="dossier.resolved"
        notes={[
          <Usual key="usual" of="resolved" value={view.resolved} />,
          <Explained key="late" figure="dossier.late">
            {text.late(number(view.late))}
          </Explained>,
        ]}
      />
      <Figure
        label={text.onTimeWith(onTime?.formula ?? 'F2')}
        value={number(onTime?.numerator)}
        figure="dossier.onTime"
        {...(onTime && { beside: `/ ${number(onTime.denominator)}` })}
        notes={[<Usual key="usual" of="onTime" value={onTime?.numerator ?? null} />, percent(onTime)]}
      />
    </div>
  );
});

/** Both together: labels, numbers and notes of all five share their lines. */
export const DossierFigures = ({ view }: Props) => (
  <div className="figures-all">
    <DossierNeeds view={view} />
    <DossierDay view={view} />
  </div>
);

/** Received today by service level: bars with their numbers. */
export const DossierLevels = memo(function DossierLevels({ view }: Props) {
  const levels = ['2', '3', '4', 'unknown'] as const;
  const rows = levels.filter((level) => level !== 'unknown' || (view.byLevel.unknown ?? 0) > 0);
  const most = Math.max(1, ...rows.map((level) => view.byLevel[level] ?? 0));
  return (
    <div className="stack">
      <h3>{spoken.dossier.byLevel}</h3>
      {rows.map((level) => (
        <div className="bar-row" key={level}>
          <span>{spoken.dossier.level[level]}</span>
          <span className="bar">
            <span className="bar-fill" style={{ width: `${(100 * (view.byLevel[level] ?? 0)) / most}%` }} />
          </span>
          <span className="num">
            <Explained figure={`dossier.byLevel.${level}`}>{number(view.byLevel[level])}</Explained>
          </span>
        </div>
      ))}
    </div>
  );
});

const otherRows = (view: DossierView): Pair[] => {
  const text = spoken.dossier;
  return [
    [text.carriedOver, number(view.carriedOver), 'dossier.carriedOver'],
    [text.online, fraction(view.online), 'dossier.online'],
    [text.paused, number(view.paused), 'dossier.paused'],
    [text.rejected, number(view.rejected), 'dossier.rejected'],
    [text.withdrawn, number(view.withdrawn), 'dossier.withdrawn'],
    [text.reopened, number(view.reopened), 'dossier.reopened'],
  ];
};

type PairsOfView = Props &
  Readonly<{
    /** It has a panel to itself: shows what fits. */
    alone?: boolean;
  }>;

/** The rest of the balance, so that the figures add up for whoever checks: small. */
export const DossierOther = memo(function DossierOther({ view, alone = false }: PairsOfView) {
  return <Pairs title={spoken.dossier.other} rows={otherRows(view)} alone={alone} />;
});

const formulaRows = ({ formulas }: DossierView): Pair[] =>
  (['F1', 'F2', 'F3', 'F4'] as const).map((name) => [
    spoken.dossier.onTimeWith(name),
    `${fraction(formulas[name])}   ${percent(formulas[name])}`,
    `dossier.formulas.${name}`,
  ]);

function careRows(view: DossierView): Pair[] {
  const text = spoken.dossier;
  const { duration } = view;
  const hours = duration ? `${decimal(duration.meanHours)} (${decimal(duration.p90Hours)})` : number(null);
  return [
    [text.duration, hours, 'dossier.duration.meanHours'],
    [text.coverage, fraction(view.coverage), 'dossier.coverage'],
    [text.satisfied, fraction(view.satisfied), 'dossier.satisfied'],
    [text.rewritten, number(view.rewritten), 'dossier.rewritten'],
    [text.corrected, number(Object.keys(view.corrected).length)],
  ];
}

/** On time by the four formulas, and a panel to itself. */
export const DossierFormulas = memo(function DossierFormulas({ view }: Props) {
  return <Pairs title={spoken.dossier.formulas} rows={formulaRows(view)} alone />;
});

/** How well people are served: coverage, ratings, duration, rewritten dates; a panel to itself. */
export const DossierCare = memo(function DossierCare({ view }: Props) {
  return <Pairs title={spoken.dossier.care} rows={careRows(view)} alone />;
});

/** Both together. */
export const DossierQuality = memo(function DossierQuality({ view }: Props) {
  return <Pairs title={spoken.dossier.formulas} rows={[...formulaRows(view), ...careRows(view)]} alone={false} />;
});

/** Label, what stands at it, and its path in the view where it can be asked which ones it counts. */
type Pair = readonly [label: string, value: string, figure?: string];

type PairsProps = Readonly<{ title: string; rows: readonly Pair[]; alone: boolean }>;

const pairLine = ([label, value, figure]: Pair) => (
  <div className="pair" key={label}>
    <span>{label}</span>
    <span className="num">
      <Explained figure={figure}>{value}</Explained>
    </span>
  </div>
);

function Pairs({ title, rows, alone }: PairsProps) {
  if (!alone)
    return (
      <div className="stack">
        <h3>{title}</h3>
        {rows.map(pairLine)}
      </div>
    );
  return (
    <div className="stack stack-fill">
      <h3>{title}</h3>
      <FitList
        className="rows"
        items={rows}
        id={([label]) => label}
        render={pairLine}
        more={(hidden) => spoken.state.more(number(hidden), spoken.dossier.moreFigures)}
      />
    </div>
  );
}

const hourMarks = (): string[] =>
  Array.from({ length: 24 }, (_, hour) => (hour % 3 === 0 ? spoken.format.hourMark(String(hour)) : ''));

export const DossierHours = memo(function DossierHours({ hourly }: Readonly<{ hourly: DossierView['hourly'] }>) {
  const sizes = useSizes();
  const marks = useMemo(hourMarks, []);
  const running = hourly.findLastIndex((value) => value !== null);
  return (
    <div className="stack stack-fill">
      <h3>{spoken.dossier.hourly}</h3>
      <Bars values={hourly} labels={marks} current={running} fontPx={sizes.label} title={spoken.dossier.hourly} />
    </div>
  );
});
