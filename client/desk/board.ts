// What a person has before them: which list, what of it, what is selected, marked or about to be done. Pure: each act gives
// the next board, so that what a storm does to a selection is a matter of a test and not of a browser.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import type { View } from '../../shared/view.ts';
import type { DeskAction, FormSpec } from './actions.ts';
import type { AlarmList } from './alarm-store.ts';
import { type Filter, isOn, matcher, NO_FILTER } from './filter.ts';
import { floodListing } from './flood.ts';
import { type Held, hold } from './held.ts';
import { isGroup, isRow, keyOf, type Listing } from './items.ts';
import { blockedListing, type ListName, openListing, shelvedListing } from './lists.ts';
import { type Marks, markAll, NO_MARKS, stretch, toggle } from './marks.ts';
import { type Move, onward, type Place } from './selection.ts';

/** An action that asks for something first; the alarms as they were seen when it was begun. */
export type OpenForm = Readonly<{ action: DeskAction; spec: FormSpec; rows: readonly DeskRow[] }>;

export type Board = Readonly<{
  list: ListName;
  filter: Filter;
  /** One by one although it is a flood. */
  plain: boolean;
  /** Keys of the groups that are open. */
  expanded: ReadonlySet<string>;
  selected: string | null;
  place: Place | null;
  marks: Marks;
  form: OpenForm | null;
  held: Held | null;
}>;

export const EMPTY_BOARD: Board = {
  list: 'open',
  filter: NO_FILTER,
  plain: false,
  expanded: new Set(),
  selected: null,
  place: null,
  marks: NO_MARKS,
  form: null,
  held: null,
};

export type Flood = View['alarms']['flood'];
/** What an act needs to know of the picture: the list as it is drawn, and all alarms. */
export type Picture = Readonly<{ shown: Listing; alarms: AlarmList }>;

export const isFloodList = (
  board: Pick<Board, 'list' | 'filter' | 'plain'>,
  flood: Flood,
): flood is NonNullable<Flood> => flood !== null && !board.plain && board.list === 'open' && !isOn(board.filter);

/** The list as it would be if nothing held it. */
export function listingOf(
  board: Pick<Board, 'list' | 'filter' | 'plain' | 'expanded'>,
  alarms: AlarmList,
  flood: Flood,
): Listing {
  if (isFloodList(board, flood)) return floodListing(alarms, Date.parse(flood.since), board.expanded);
  const match = matcher(board.filter);
  if (board.list === 'shelved') return shelvedListing(alarms, match);
  return board.list === 'blocked' ? blockedListing(alarms, match) : openListing(alarms, match);
}

/** Marks and forms hold the list; without them it moves. */
function settled(board: Board, { shown, alarms }: Picture): Board {
  const holds = board.marks.rows.size > 0 || board.form !== null;
  if (!holds) return board.held === null ? board : { ...board, held: null };
  return board.held === null ? { ...board, held: hold(shown, alarms) } : board;
}

export const select = (board: Board, picture: Picture, selected: string | null): Board =>
  settled({ ...board, selected, form: null, place: null }, picture);

export function move(board: Board, picture: Picture, where: Move, extend: boolean): Board {
  const { items } = picture.shown;
  const to = onward(items, board.selected, where, board.place);
  if (!extend) return select({ ...board, marks: { ...board.marks, anchor: null } }, picture, to);
  if (to === null) return board;
  const drawn = (occurrence: string) => picture.alarms.byId.get(occurrence);
  const marks = stretch(board.marks, items, board.selected ?? to, to, drawn);
  return select({ ...board, marks }, picture, to);
}

/** A mark on or off; by Shift and mouse the whole stretch up to it. */
export function mark(board: Board, picture: Picture, key: string, extend = false): Board {
  const drawn = (occurrence: string) => picture.alarms.byId.get(occurrence);
  const { items } = picture.shown;
  const marks = extend
    ? stretch(board.marks, items, board.selected ?? key, key, drawn)
    : toggle(board.marks, key, drawn);
  return settled({ ...board, marks, selected: key, form: null, place: null }, picture);
}

export const markShown = (board: Board, picture: Picture): Board =>
  settled(
    {
      ...board,
      form: null,
      marks: markAll(picture.shown.items, (occurrence) => picture.alarms.byId.get(occurrence)),
    },
    picture,
  );

export const withMarks = (board: Board, picture: Picture, marks: Marks): Board => settled({ ...board, marks }, picture);

export const withForm = (board: Board, picture: Picture, form: OpenForm | null): Board =>
  settled({ ...board, form }, picture);

/**
 * The list moves again; what is marked stays marked. Where a flood has begun meanwhile, the person goes on in the list that
 * they had: the groups would swallow what they have marked.
 */
export function release(board: Board, flood: Flood): Board {
  if (board.held === null) return board;
  const swallowed = isFloodList(board, flood) && !board.held.listing.items.some(isGroup);
  return { ...board, held: null, plain: board.plain || swallowed };
}

type Choice = Partial<Pick<Board, 'list' | 'filter' | 'plain'>>;

/** Another list or another part of it. What is no longer before the eyes is not marked any more. */
export const choose = (board: Board, choice: Choice): Board => ({
  ...board,
  ...choice,
  marks: NO_MARKS,
  form: null,
  held: null,
  place: null,
});

/** Follows a link to an alarm: where the list on the screen does not hold it, to the list of all. */
export function follow(board: Board, picture: Picture, occurrence: string): Board {
  const isShown = picture.shown.items.some((item) => keyOf(item) === occurrence);
  const isOpen = picture.alarms.byId.has(occurrence);
  const there = isShown || !isOpen ? board : choose(board, { list: 'open', filter: NO_FILTER });
  return select(there, picture, occurrence);
}

/** Opens or closes a group. */
export function expand(board: Board, key: string, open: boolean): Board {
  if (board.expanded.has(key) === open) return board;
  const expanded = new Set(board.expanded);
  if (open) expanded.add(key);
  else expanded.delete(key);
  return { ...board, expanded, held: null };
}

/** The group that is selected, or that the selected alarm stands in. */
export function groupAt({ items, under }: Listing, selected: string | null): string | null {
  if (selected === null) return null;
  let group: string | null = null;
  for (const item of items) {
    if (isGroup(item)) group = item.group;
    if (keyOf(item) === selected) return isGroup(item) || (isRow(item) && under.has(selected)) ? group : null;
  }
  return null;
}
