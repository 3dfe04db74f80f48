// What a person has before them while alarms come and go: nothing moves under the hand, nothing urgent is held back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../client/desk/actions.ts';
import { createAlarmStore } from '../../client/desk/alarm-store.ts';
import {
  type Board,
  choose,
  EMPTY_BOARD,
  expand,
  follow,
  groupAt,
  listingOf,
  mark,
  markShown,
  move,
  type Picture,
  release,
  select,
  withForm,
  withMarks,
} from '../../client/desk/board.ts';
import { NO_FILTER } from '../../client/desk/filter.ts';
import { arrivedSince, isOverruled } from '../../client/desk/held.ts';
import { isRow, keyOf } from '../../client/desk/items.ts';
import { NO_MARKS, settle } from '../../client/desk/marks.ts';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { anyRow, anyRows, at, deskRow } from './desk-rows.ts';

function desk(rows: readonly DeskRow[]) {
  const store = createAlarmStore((flush) => flush());
  store.reset({ rows });
  const live = (board: Board) => listingOf(board, store.get(), null);
  const picture = (board: Board): Picture => ({ shown: board.held?.listing ?? live(board), alarms: store.get() });
  const shown = (board: Board): string[] => picture(board).shown.items.filter(isRow).map(keyOf);
  return { store, live, picture, shown };
}
const marks = (board: Board): string[] => [...board.marks.rows.keys()];
const abc = ['a', 'b', 'c', 'd'].map((occurrence, n) => deskRow({ occurrence, raisedAt: at(n) }));
const storm = fc.array(
  fc.record({ upsert: fc.array(anyRow, { maxLength: 8 }), remove: fc.array(anyRow, { maxLength: 2 }) }),
  {
    maxLength: 10,
  },
);

describe('a list while alarms are marked', () => {
  it('stays as it is in a storm, and so does what is marked', () => {
    fc.assert(
      fc.property(anyRows, storm, fc.nat(), (rows, deltas, seed) => {
        fc.pre(rows.length > 0);
        const { store, picture, shown } = desk(rows);
        const first = rows[seed % rows.length]!.occurrence;
        const board = mark(EMPTY_BOARD, picture(EMPTY_BOARD), first);
        const before = { shown: shown(board), marked: marks(board), versions: [...board.marks.rows.values()] };
        for (const { upsert, remove } of deltas) store.delta({ upsert, remove: remove.map((row) => row.occurrence) });
        expect({ shown: shown(board), marked: marks(board), versions: [...board.marks.rows.values()] }).toEqual(before);
        const free = release(board, null);
        expect(marks(free)).toEqual(before.marked);
        expect(shown(free)).toEqual(store.get().rows.map((row) => row.occurrence));
      }),
    );
  });

  it('goes on one by one where a flood has begun meanwhile: no group swallows what is marked', () => {
    const { store, picture } = desk(abc);
    const flood = { since: at(0), announced: 30 };
    const board = release(mark(EMPTY_BOARD, picture(EMPTY_BOARD), 'b'), flood);
    expect([board.plain, marks(board)]).toEqual([true, ['b']]);
    expect(listingOf(board, store.get(), flood).items.filter(isRow).map(keyOf)).toContain('b');
    expect(release(mark(EMPTY_BOARD, picture(EMPTY_BOARD), 'b'), null).plain).toBe(false);
  });

  it('counts what has come, and gives way to a P1 alone', () => {
    const { store, picture, live } = desk(abc);
    const board = mark(EMPTY_BOARD, picture(EMPTY_BOARD), 'b');
    expect(isOverruled(board.held!, store.get())).toBe(false);
    const many = Array.from({ length: 12 }, (_, n) => deskRow({ occurrence: `n${n}`, priority: 'P2' }));
    store.delta({ upsert: many, remove: ['d'] });
    expect(arrivedSince(board.held!, live(board))).toBe(12);
    expect(isOverruled(board.held!, store.get())).toBe(false);
    store.delta({ upsert: [deskRow({ occurrence: 'urgent', priority: 'P1', state: 'active_ack' })], remove: [] });
    expect(isOverruled(board.held!, store.get())).toBe(false);
    store.delta({ upsert: [deskRow({ occurrence: 'urgent', priority: 'P1', version: 2 })], remove: [] });
    expect(isOverruled(board.held!, store.get())).toBe(true);
  });

  it('is held by a form too, and moves again once there is neither', () => {
    const { store, picture } = desk(abc);
    const action = ACTIONS.find(({ id }) => id === 'comment')!;
    const form = { action, spec: action.bulk!.form, rows: [abc[0]!] };
    let board = withForm(select(EMPTY_BOARD, picture(EMPTY_BOARD), 'a'), picture(EMPTY_BOARD), form);
    expect(board.held).not.toBeNull();
    store.delta({ upsert: [deskRow({ occurrence: 'n' })], remove: [] });
    board = withForm(board, picture(board), null);
    expect(board.held).toBeNull();
    board = mark(board, picture(board), 'a');
    board = withMarks(board, picture(board), NO_MARKS);
    expect(board.held).toBeNull();
  });
});

describe('marks', () => {
  const { picture } = desk(abc);
  const on = (board: Board): Picture => picture(board);

  it('go on and off by one key, at the version that was seen', () => {
    const { store, picture: now } = desk(abc);
    let board = mark(EMPTY_BOARD, now(EMPTY_BOARD), 'b');
    store.delta({ upsert: [deskRow({ occurrence: 'b', version: 7 })], remove: [] });
    expect(board.marks.rows.get('b')?.version).toBe(1);
    board = mark(board, now(board), 'b');
    expect(marks(board)).toEqual([]);
    board = mark(board, now(board), 'b');
    expect(board.marks.rows.get('b')?.version).toBe(7);
  });

  it('stretch with Shift and the arrows, and shrink again', () => {
    let board = select(EMPTY_BOARD, on(EMPTY_BOARD), 'b');
    board = move(board, on(board), 1, true);
    board = move(board, on(board), 1, true);
    expect([marks(board), board.selected]).toEqual([['b', 'c', 'd'], 'd']);
    board = move(board, on(board), -1, true);
    expect(marks(board)).toEqual(['b', 'c']);
    board = move(board, on(board), -1, true);
    board = move(board, on(board), -1, true);
    expect(marks(board)).toEqual(['a', 'b']);
  });

  it('keep what was marked before a stretch', () => {
    let board = mark(EMPTY_BOARD, on(EMPTY_BOARD), 'a');
    board = move(board, on(board), 1, false);
    board = move(board, on(board), 1, false);
    board = move(board, on(board), 1, true);
    expect(marks(board)).toEqual(['a', 'c', 'd']);
  });

  it('by the mouse reach from the selected row to the one that is clicked', () => {
    let board = select(EMPTY_BOARD, on(EMPTY_BOARD), 'a');
    board = mark(board, on(board), 'c', true);
    expect(marks(board)).toEqual(['a', 'b', 'c']);
  });

  it('of all take what the filter shows and never a P1', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { picture: now } = desk(rows);
        const start = choose(EMPTY_BOARD, { filter: { ...NO_FILTER, rule: 'A21' } });
        const board = markShown(start, now(start));
        const wanted = rows.filter((row) => row.rule === 'A21' && row.priority !== 'P1').map((row) => row.occurrence);
        expect(marks(board).toSorted()).toEqual(wanted.toSorted());
      }),
    );
  });

  it('end with what is no longer before the eyes', () => {
    const board = markShown(EMPTY_BOARD, on(EMPTY_BOARD));
    expect(marks(choose(board, { list: 'shelved' }))).toEqual([]);
    expect(marks(choose(board, { filter: { ...NO_FILTER, text: 'x' } }))).toEqual([]);
  });

  it('stay on what was refused, at what the server says it is now', () => {
    const { picture: now } = desk(abc);
    const board = markShown(EMPTY_BOARD, now(EMPTY_BOARD));
    const after = settle(board.marks, new Set(['a', 'c']), [deskRow({ occurrence: 'b', version: 5 })]);
    expect([...after.rows].map(([id, row]) => `${id}${row.version}`)).toEqual(['b5', 'd1']);
  });

  it('do not take what is closed', () => {
    const { store, picture: now } = desk(abc);
    const board = mark(EMPTY_BOARD, now(EMPTY_BOARD), 'a');
    store.delta({ upsert: [], remove: ['b'] });
    expect(marks(mark(board, now(board), 'b'))).toEqual(['a']);
  });
});

describe('groups and links', () => {
  const flood = { since: at(0), announced: 30 };
  const rows = [
    deskRow({ occurrence: 'p1', priority: 'P1', rule: 'A30' }),
    ...[1, 2, 3].map((n) => deskRow({ occurrence: `e${n}`, priority: 'P3', raisedAt: at(n) })),
  ];
  const { store } = desk(rows);
  const shown = (board: Board) => listingOf(board, store.get(), flood);

  it('open and close by the row or the group', () => {
    const closed = shown(EMPTY_BOARD);
    expect(closed.items.filter(isRow).map(keyOf)).toEqual(['p1']);
    expect(groupAt(closed, 'rule-A21')).toBe('rule-A21');
    expect(groupAt(closed, 'p1')).toBeNull();
    const board = expand(EMPTY_BOARD, 'rule-A21', true);
    const open = shown(board);
    expect(open.items.filter(isRow)).toHaveLength(4);
    expect(groupAt(open, 'e2')).toBe('rule-A21');
    expect(shown(expand(board, 'rule-A21', false)).items).toHaveLength(closed.items.length);
  });

  it('are left for the plain list where the person asks for it or filters', () => {
    expect(shown(choose(EMPTY_BOARD, { plain: true })).items.filter(isRow)).toHaveLength(4);
    expect(shown(choose(EMPTY_BOARD, { filter: { ...NO_FILTER, rule: 'A21' } })).items.filter(isRow)).toHaveLength(3);
  });

  it('a link leads to the list of all where the alarm is not on the screen', () => {
    const { picture } = desk(rows);
    const shelved = choose(EMPTY_BOARD, { list: 'shelved' });
    const there = follow(shelved, picture(shelved), 'e2');
    expect([there.list, there.selected]).toEqual(['open', 'e2']);
    const closed = follow(shelved, picture(shelved), 'long gone');
    expect([closed.list, closed.selected]).toEqual(['shelved', 'long gone']);
  });
});
