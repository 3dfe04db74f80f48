// The month's level-4 table, unit by unit (K12 to K15). What a unit that sent nothing did is not known: no zero stands there.
import { memo, useMemo } from 'react';
import { fraction, number, percent, UNKNOWN, when } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { DossierView, MonthCounts, MonthView } from '../../shared/sources/dossier/view-schema.ts';
import { Figure } from '../wall/figure.tsx';
import { FitList } from '../wall/fit-list.tsx';
import type { Parts } from '../wall/parts.ts';
import { useSizes } from '../wall/sizes.ts';
import { useSize } from '../wall/use-size.ts';
import { byCode } from './map-state.ts';
import './panels.css';
import './month.css';

type Row = MonthCounts & Readonly<{ code: string; name: string; tier: DossierView['byAgency'][string]['tier'] }>;

/** From so many labels on the units stand in two columns. */
const TWO_COLUMNS = 68;
/** The key of the columns is said where it is one line or two. */
const KEY_WIDTH = 50;
const TWO = 'month-columns';

const TIERS: readonly Row['tier'][] = ['province', 'department', 'district', 'commune', null];

/** By tier; in each those without figures first, for somebody must press them. */
export function monthRows(month: MonthView, byAgency: DossierView['byAgency']): Row[] {
  const isSilent = ({ received }: Row): number => (received === null ? 0 : 1);
  return Object.entries(month.byAgency)
    .map(([code, counts]): Row => {
      const agency = Object.hasOwn(byAgency, code) ? byAgency[code] : undefined;
      return { ...counts, code, name: agency?.name ?? code, tier: agency?.tier ?? null };
    })
    .sort(
      (a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) || isSilent(a) - isSilent(b) || byCode(a.code, b.code),
    );
}

function Cells({ name, counts }: Readonly<{ name: string; counts: MonthCounts }>) {
  const { offered, used, received, level4 } = counts;
  return (
    <div className="month-row">
      <span className="month-name">{name}</span>
      <span className="num dim">{offered.denominator === 0 ? UNKNOWN : fraction(offered)}</span>
      {received === null ? (
        <span className="month-none">{spoken.month.noData}</span>
      ) : (
        <>
          <span className="num">{used?.denominator === 0 ? UNKNOWN : fraction(used)}</span>
          <span className="num">{number(received)}</span>
          <span className="num strong">{number(level4)}</span>
        </>
      )}
    </div>
  );
}

const Table = memo(function Table({ month, byAgency }: Readonly<{ month: MonthView } & Pick<DossierView, 'byAgency'>>) {
  const rows = useMemo(() => monthRows(month, byAgency), [month, byAgency]);
  const { label } = useSizes();
  const [ref, { width }] = useSize<HTMLDivElement>();
  const columns = width >= TWO_COLUMNS * label ? TWO : 'month-column';
  const text = spoken.month;
  const { offered, used, received, level4 } = month.province;
  const silentFrom = (shown: number): number => rows.slice(shown).filter((row) => row.received === null).length;
  const head = (
    <div className="month-row month-head">
      <h3>{text.unit}</h3>
      <span className="num">{text.offered}</span>
      <span className="num">{text.used}</span>
      <span className="num">{text.received}</span>
      <span className="num">{text.level4}</span>
    </div>
  );
  return (
    <>
      <div className="figures month-figures">
        <Figure
          label={text.totals.level4}
          value={number(level4)}
          beside={`/ ${number(received)}`}
          notes={[text.province]}
        />
        <Figure label={text.totals.used} value={percent(used)} beside={fraction(used)} notes={[text.province]} />
        <Figure
          label={text.totals.offered}
          value={percent(offered)}
          beside={fraction(offered)}
          notes={[text.province]}
        />
      </div>
      <div className="stack stack-fill" ref={ref}>
        <div className={columns}>
          {head}
          {columns === TWO && head}
        </div>
        <FitList
          className={`${columns} month-list`}
          items={rows}
          id={({ code }) => code}
          render={(row) => <Cells name={row.name} counts={row} />}
          more={(hidden) => spoken.state.more(number(hidden), text.more(number(silentFrom(rows.length - hidden))))}
        />
      </div>
      {/* Elsewhere it would take the place of the units. */}
      {width >= KEY_WIDTH * label && <p className="faint">{text.key}</p>}
    </>
  );
});

/** The panel of the scene "month". Reads `dossier.month` and the names of `dossier.byAgency`. */
export function MonthTable({ view: { dossier }, coarse }: Parts) {
  const { month, byAgency } = dossier;
  if (month === null) return <p className="dim">{spoken.state.nothing}</p>;
  const at = coarse === null ? UNKNOWN : when(coarse, coarse);
  return (
    <div className="month">
      <p className="dim">
        {spoken.month.running(month.month.split('-').reverse().join('/'), at)}.{' '}
        <strong className="month-coverage">
          {spoken.month.coverage(percent(month.coverage), fraction(month.coverage))}
        </strong>
      </p>
      <Table month={month} byAgency={byAgency} />
    </div>
  );
}
