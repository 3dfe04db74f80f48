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
  roster: number;
  version: number;
  rows: { endpoint: Endpoint; rev: number; silent: boolean; row: EndpointRow | null }[];
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
    memo = {
      key: '',
      roster: -1,
      version: -1,
      rows: [],
      grid: {},
      counts: UNKNOWN,
      districts: {},
      conferences: new Map(),
      view: null,
    };
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

/** The state that is shown of an endpoint: of a silent feed nobody knows. */
export const stateShown = (endpoint: Endpoint, silent: boolean): EndpointRow['state'] =>
  silent ? 'unknown' : standing(endpoint).state;

function rowOf(model: ConferenceModel, endpoint: Endpoint, silent: boolean, ctx: Context): EndpointRow {
  const { since } = standing(endpoint);
  return {
    name: endpoint.name ?? endpoint.id,
    tier: endpoint.tier,
    agency: endpoint.agency,
    district: districtOf(model, endpoint, ctx.registry),
    critical: endpoint.critical,
    state: stateShown(endpoint, silent),
    since: since === null ? null : instantText(since),
  };
}

function renewGrid(model: ConferenceModel, memo: Memo, silent: ReadonlySet<string>, ctx: Context): void {
  const { version, agencies } = ctx.registry;
  if (memo.roster !== model.roster || memo.version !== version) {
    const { grid } = memo;
    memo.rows = Array.from(model.endpoints.values(), (endpoint) => {
      return {
        endpoint,
        rev: -1,
        silent: false,
        row: Object.hasOwn(grid, endpoint.id) ? (grid[endpoint.id] ?? null) : null,
      };
    });
  }
  const counts = { total: memo.rows.length, online: 0, dropped: 0, left: 0, unknown: 0 };
  const districts = new Set<string>();
  let changed = memo.roster !== model.roster;
  for (const known of memo.rows) {
    const { endpoint } = known;
    const quiet = silent.size > 0 && silent.has(endpoint.source);
    if (known.row === null || known.rev !== endpoint.rev || known.silent !== quiet) {
      const row = rowOf(model, endpoint, quiet, ctx);
      const kept = known.row === null ? row : keep(known.row, row);
      if (kept !== known.row) changed = true;
      known.row = kept;
      known.rev = endpoint.rev;
      known.silent = quiet;
    }
    counts[known.row.state] += 1;
    if (known.row.district !== null) districts.add(known.row.district);
  }
  memo.roster = model.roster;
  memo.version = version;
  memo.counts = keep(memo.counts, counts);
  if (changed)
    memo.grid = Object.fromEntries(
      memo.rows.flatMap(({ endpoint, row }) => (row === null ? [] : [[endpoint.id, row]])),
    );
  const names = Array.from(districts, (code): [string, string] => [code, agencies.get(code)?.name ?? code]);
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

/** How many endpoints are shown as online; null before the first event. */
export function onlineOf(model: ConferenceModel, ctx: Context): number | null {
  if (model.asOf === null) return null;
  const silent = silentFeeds(model, ctx);
  let online = 0;
  for (const endpoint of model.endpoints.values())
    if (stateShown(endpoint, silent.has(endpoint.source)) === 'online') online += 1;
  return online;
}
