// What a screen may know of conferences. Rows that did not change are the same objects as last time.
import type { Context } from '../../source.ts';
import { instantText } from '../../time.ts';
import { conferenceRowOf, type RowMemo } from './conference-row.ts';
import { conferencesOf, districtOf, silentFeeds } from './derive.ts';
import type { ConferenceModel, Endpoint } from './model.ts';
import { standing } from './moves.ts';
import type { ConferenceView } from './view-schema.ts';

type Grid = ConferenceView['grid'];
type EndpointRow = Grid[string];
type Counts = ConferenceView['endpoints'];

type Memo = {
  key: string;
  rows: Map<string, { rev: number; silent: boolean; version: number; row: EndpointRow }>;
  grid: Grid;
  counts: Counts;
  districts: ConferenceView['districts'];
  conferences: Map<string, RowMemo>;
  view: ConferenceView | null;
};

const memos = new WeakMap<ConferenceModel, Memo>();
const UNKNOWN: Counts = { total: null, online: null, dropped: null, left: null, unknown: null };

function memoOf(model: ConferenceModel): Memo {
  let memo = memos.get(model);
  if (memo === undefined) {
    memo = { key: '', rows: new Map(), grid: {}, counts: UNKNOWN, districts: {}, conferences: new Map(), view: null };
    memos.set(model, memo);
  }
  return memo;
}

/** True when both hold the same keys with the same values (by reference). */
function sameEntries(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}

/** `b`, unless it says the same as `a`. */
const keep = <T extends Readonly<Record<string, unknown>>>(a: T, b: T): T => (sameEntries(a, b) ? a : b);

function rowOf(model: ConferenceModel, endpoint: Endpoint, silent: boolean, ctx: Context): EndpointRow {
  const { state, since } = standing(endpoint);
  return {
    name: endpoint.name ?? endpoint.id,
    tier: endpoint.tier,
    agency: endpoint.agency,
    district: districtOf(model, endpoint, ctx.registry),
    critical: endpoint.critical,
    state: silent ? 'unknown' : state,
    since: since === null ? null : instantText(since),
  };
}

function renewGrid(model: ConferenceModel, memo: Memo, silent: ReadonlySet<string>, ctx: Context): void {
  const { version, agencies } = ctx.registry;
  const grid: [string, EndpointRow][] = [];
  const districts = new Set<string>();
  const counts = { total: 0, online: 0, dropped: 0, left: 0, unknown: 0 };
  for (const [id, endpoint] of model.endpoints) {
    const quiet = silent.has(endpoint.source);
    let known = memo.rows.get(id);
    if (known === undefined || known.rev !== endpoint.rev || known.silent !== quiet || known.version !== version) {
      const row = rowOf(model, endpoint, quiet, ctx);
      known = { rev: endpoint.rev, silent: quiet, version, row: known === undefined ? row : keep(known.row, row) };
      memo.rows.set(id, known);
    }
    const { row } = known;
    grid.push([id, row]);
    counts.total += 1;
    counts[row.state] += 1;
    if (row.district !== null) districts.add(row.district);
  }
  memo.grid = keep(memo.grid, Object.fromEntries(grid));
  memo.counts = keep(memo.counts, counts);
  const names = [...districts].map((code): [string, string] => [code, agencies.get(code)?.name ?? code]);
  memo.districts = keep(memo.districts, Object.fromEntries(names));
}

function conferenceRows(model: ConferenceModel, memo: Memo, now: number, silent: ReadonlySet<string>) {
  const rows: [string, ConferenceView['conferences'][string]][] = [];
  const memos = new Map<string, RowMemo>();
  for (const conference of conferencesOf(model, now)) {
    const fresh = conferenceRowOf(model, conference, now, silent, memo.conferences.get(conference.id));
    memos.set(conference.id, fresh);
    rows.push([conference.id, fresh.row]);
  }
  memo.conferences = memos;
  return Object.fromEntries(rows);
}

function availabilityOf(rows: ConferenceView['conferences']): ConferenceView['availability'] {
  const all = Object.values(rows);
  const open = all.filter((row) => row.state === 'open');
  const sum = { numerator: 0, denominator: 0 };
  for (const { availability } of open.length > 0 ? open : all) {
    sum.numerator += availability?.numerator ?? 0;
    sum.denominator += availability?.denominator ?? 0;
  }
  return sum;
}

/** The view at `now`, after settle. Numbers are null until the first event of this source: unknown is not zero. */
export function viewConferences(model: ConferenceModel, now: number, ctx: Context): ConferenceView {
  const memo = memoOf(model);
  const silent = silentFeeds(model, ctx);
  const key = `${model.rev} ${ctx.registry.version} ${[...silent].sort().join('\n')}`;
  const last = memo.view;
  if (last === null || key !== memo.key) {
    memo.key = key;
    renewGrid(model, memo, silent, ctx);
  }
  const rows = conferenceRows(model, memo, now, silent);
  const conferences = last === null ? rows : keep(last.conferences, rows);
  const availability = model.asOf === null ? null : availabilityOf(conferences);
  const view: ConferenceView = {
    asOf: model.asOf === null ? null : instantText(model.asOf),
    endpoints: model.asOf === null ? UNKNOWN : memo.counts,
    availability: last?.availability && availability ? keep(last.availability, availability) : availability,
    conferences,
    districts: memo.districts,
    grid: memo.grid,
  };
  memo.view = last === null ? view : keep(last, view);
  return memo.view;
}
