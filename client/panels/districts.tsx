// The districts, worst first: who is missing, what is late, what is open. A row a district, its communes with it.
import { useMemo } from 'react';
import { fraction, number } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { Priority } from '../../shared/source.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import { FitList } from '../wall/fit-list.tsx';
import type { Parts } from '../wall/parts.ts';
import { type Asked, byCode, mapBlocks } from './map-state.ts';
import { districtName } from './words.ts';
import './panels.css';
import './districts.css';

export type DistrictRow = Readonly<{
  code: string;
  name: string;
  endpoints: Readonly<{ numerator: number; denominator: number }>;
  missing: number;
  /** Of its worst active alarm, and how many of its units have one. */
  priority: Priority | null;
  alarms: number;
  /** Sums over its units; null: none of them has ever sent anything. */
  overdue: number | null;
  open: number | null;
  received: number | null;
}>;

const PRIORITIES: readonly (Priority | null)[] = ['P1', 'P2', 'P3', 'P4', null];

const sum = (values: readonly (number | null | undefined)[]): number | null =>
  values.reduce<number | null>((total, value) => (value == null ? total : (total ?? 0) + value), null);

/** Alarm, then who is missing, then what is overdue. */
export function districtRows(view: Asked): DistrictRow[] {
  const { byAgency } = view.dossier;
  const endpoints = Object.values(view.conference.grid);
  return mapBlocks(view)
    .filter(({ kind }) => kind === 'district')
    .map(({ id, name, units }): DistrictRow => {
      const own = endpoints.filter(({ district }) => district === id);
      const of = (figure: 'overdue' | 'open' | 'received') => sum(units.map(({ code }) => byAgency[code]?.[figure]));
      return {
        ...{ code: id, name: districtName(name), overdue: of('overdue'), open: of('open'), received: of('received') },
        endpoints: { numerator: own.filter(({ state }) => state === 'online').length, denominator: own.length },
        missing: units.reduce((total, { missing }) => total + missing, 0),
        priority: PRIORITIES.find((one) => units.some(({ priority }) => priority === one)) ?? null,
        alarms: units.filter(({ priority }) => priority !== null).length,
      };
    })
    .sort(
      (a, b) =>
        PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
        b.missing - a.missing ||
        (b.overdue ?? -1) - (a.overdue ?? -1) ||
        byCode(a.code, b.code),
    );
}

function Row({ row }: Readonly<{ row: DistrictRow }>) {
  return (
    <div className="district-row">
      <span className={row.missing > 0 || row.overdue || row.priority ? 'strong' : undefined}>{row.name}</span>
      <span className="district-alarms">
        {row.priority && <AlarmSymbol priority={row.priority} />}
        <span className={row.alarms > 0 ? 'num' : 'num faint'}>{number(row.alarms)}</span>
      </span>
      <span className={row.missing > 0 ? 'num strong' : 'num dim'}>{fraction(row.endpoints)}</span>
      <span className={row.overdue ? 'num strong' : 'num dim'}>{number(row.overdue)}</span>
      <span className="num">{number(row.open)}</span>
      <span className="num">{number(row.received)}</span>
    </div>
  );
}

/** The panel of the scene "districts". Reads `dossier.byAgency`, `conference`, `alarms.top`. */
export function Districts({ view }: Parts) {
  const { byAgency } = view.dossier;
  const { grid, conferences } = view.conference;
  const { top } = view.alarms;
  const rows = useMemo(
    () => districtRows({ dossier: { byAgency }, conference: { grid, conferences }, alarms: { top } }),
    [byAgency, grid, conferences, top],
  );
  const text = spoken.districts;
  if (rows.length === 0) return <p className="dim">{text.none}</p>;
  return (
    <div className="stack stack-fill">
      <div className="district-row district-head">
        <h3>{text.name}</h3>
        <span className="num">{text.alarms}</span>
        <span className="num">{text.endpoints}</span>
        <span className="num">{spoken.dossier.overdue}</span>
        <span className="num">{spoken.dossier.open}</span>
        <span className="num">{text.received}</span>
      </div>
      <FitList
        className="rows district-list"
        items={rows}
        id={({ code }) => code}
        render={(row) => <Row row={row} />}
        more={(hidden) => spoken.state.more(number(hidden), text.more)}
      />
      <p className="faint">{text.sums}</p>
    </div>
  );
}
