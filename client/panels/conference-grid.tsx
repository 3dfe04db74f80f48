// The endpoints by district and tier. A square keeps its place for ever; its shape says its state, not its colour alone.
import { memo, useContext, useMemo } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { ConferenceView } from '../../shared/sources/conference/view-schema.ts';
import { EndpointCell } from '../alarm/endpoint-cell.tsx';
import { PickedContext } from '../alarm/picked.ts';
import { useSizes } from '../wall/sizes.ts';
import { useSize } from '../wall/use-size.ts';
import { fitGrid } from './grid-fit.ts';
import { districtName } from './words.ts';
import './panels.css';
import './conference.css';

type Endpoint = ConferenceView['grid'][string] & { readonly id: string };
export type District = Readonly<{ code: string | null; name: string; endpoints: readonly Endpoint[]; online: number }>;

/** Height of a named row in em: room for Ễ and Ặ. */
const ROW = 1.35;
const TIERS = ['province', 'department', 'district', 'commune', null];

const byPlace = (a: Endpoint, b: Endpoint): number =>
  TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);

/** Province first, then the districts by code. */
export function districtsOf(view: Pick<ConferenceView, 'grid' | 'districts'>): District[] {
  const groups = new Map<string | null, Endpoint[]>();
  for (const [id, row] of Object.entries(view.grid)) {
    const group = groups.get(row.district) ?? [];
    group.push({ ...row, id });
    groups.set(row.district, group);
  }
  return [...groups]
    .map(([code, endpoints]) => ({
      code,
      name: code === null ? spoken.conference.provincePoints : districtName(view.districts[code] ?? code),
      endpoints: endpoints.sort(byPlace),
      online: endpoints.filter((endpoint) => endpoint.state === 'online').length,
    }))
    .sort((a, b) => (a.code === b.code ? 0 : a.code === null || (b.code !== null && a.code < b.code) ? -1 : 1));
}

export const ConferenceGrid = memo(function ConferenceGrid({ view }: Readonly<{ view: ConferenceView }>) {
  const { grid, districts } = view;
  const rows = useMemo(() => districtsOf({ grid, districts }), [grid, districts]);
  const picked = useContext(PickedContext).endpoint;
  const sizes = useSizes();
  const [ref, size] = useSize<HTMLElement>();
  const labels = sizes.label * 10.2;
  const counts = rows.map((row) => row.endpoints.length);
  const districtCounts = rows.filter((row) => row.code !== null).map((row) => row.endpoints.length);
  const longest = districtCounts.length > 0 ? Math.max(...districtCounts) : Math.max(0, ...counts);
  const room = { width: size.width - labels, height: size.height, maxCell: sizes.label * 3 };
  const legible = fitGrid(counts, longest, { ...room, minRow: Math.ceil(sizes.label * ROW) });
  // Too low for names: the squares alone still say how many and which state.
  const named = legible.cell > 0;
  const fit = named ? legible : fitGrid(counts, longest, { ...room, width: size.width, minRow: 0 });
  const widthOf = (count: number): number => (count > longest ? fit.wideColumns : fit.columns) * fit.cell;
  if (rows.length === 0) return <p className="dim">{spoken.conference.noGrid}</p>;
  return (
    <div className="stack grid-stack" style={{ minHeight: `min(100%, ${rows.length * ROW + 1.3}em)` }}>
      <section className="endpoint-grid" ref={ref} aria-label={spoken.conference.grid}>
        {fit.cell > 0 &&
          rows.map((row) => (
            <div className={named ? 'endpoint-row' : 'endpoint-row-bare'} key={row.code ?? ''}>
              {named && <span className="endpoint-label">{row.name}</span>}
              <span className="endpoint-cells" style={{ width: `${widthOf(row.endpoints.length)}px` }}>
                {row.endpoints.map((endpoint) => (
                  <EndpointCell
                    key={endpoint.id}
                    id={endpoint.id}
                    picked={endpoint.id === picked}
                    size={fit.cell}
                    state={endpoint.state}
                    major={endpoint.tier !== 'commune'}
                  />
                ))}
              </span>
              {named && (
                <span className={row.online === row.endpoints.length ? 'num dim' : 'num strong'}>
                  {number(row.online)}/{number(row.endpoints.length)}
                </span>
              )}
            </div>
          ))}
      </section>
    </div>
  );
});
