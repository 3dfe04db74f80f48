// Agencies, worst first: most overdue, then most open. As many as fit.
import { memo, useMemo } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { DossierView } from '../../shared/sources/dossier/view-schema.ts';
import { Explained } from '../explain/explained.tsx';
import { FitList } from '../wall/fit-list.tsx';
import './panels.css';

type Row = DossierView['byAgency'][string] & { readonly code: string };

/** The view's own word for an agency that nobody has registered (interfaces.md §2). */
const UNREGISTERED = 'chưa đăng ký';
/** No wall shows more; the rest is counted. */
const MOST = 60;

export function worstFirst(byAgency: DossierView['byAgency']): Row[] {
  const rank = (a: Row, b: Row): number =>
    (b.overdue ?? -1) - (a.overdue ?? -1) || (b.open ?? -1) - (a.open ?? -1) || (a.code < b.code ? -1 : 1);
  return Object.entries(byAgency)
    .map(([code, row]) => ({ ...row, code }))
    .sort(rank);
}

const reportingText = (row: Row): string | null =>
  row.reporting === 'reported' ? null : spoken.dossier[row.reporting];

const count = (row: Row, name: 'overdue' | 'open' | 'received' | 'resolved') => (
  <Explained figure={`dossier.${name}`} where={{ agency: row.code }}>
    {number(row[name])}
  </Explained>
);

type Props = Readonly<{ byAgency: DossierView['byAgency']; wide: boolean }>;

export const Agencies = memo(function Agencies({ byAgency, wide }: Props) {
  const rows = useMemo(() => worstFirst(byAgency), [byAgency]);
  const head = useMemo(() => rows.slice(0, MOST), [rows]);
  const text = spoken.dossier;
  const line = (row: Row) => {
    const reporting = reportingText(row);
    return (
      <div className="agency-row">
        <span className="agency-name">
          {row.name === UNREGISTERED ? spoken.dossier.unregistered(row.code) : row.name}
          {reporting && <span className="faint"> · {reporting}</span>}
        </span>
        <span className={row.overdue ? 'num strong' : 'num dim'}>{count(row, 'overdue')}</span>
        <span className="num">{count(row, 'open')}</span>
        {wide && <span className="num">{count(row, 'received')}</span>}
        {wide && <span className="num">{count(row, 'resolved')}</span>}
      </div>
    );
  };
  return (
    <div className={`stack stack-fill ${wide ? 'agencies-wide' : 'agencies'}`}>
      <div className="agency-row agency-head">
        <h3>{text.agencies}</h3>
        <span className="num">{text.overdue}</span>
        <span className="num">{text.open}</span>
        {wide && <span className="num">{text.received}</span>}
        {wide && <span className="num">{text.resolvedShort}</span>}
      </div>
      <FitList
        className="agency-list"
        items={head}
        total={rows.length}
        id={(row) => row.code}
        render={line}
        more={(hidden) => spoken.state.more(number(hidden), text.moreAgencies)}
      />
    </div>
  );
});
