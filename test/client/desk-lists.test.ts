import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heightOf, shiftOf } from '../../client/desk/anchor.ts';
import { isOn, matcher, NO_FILTER, outsideOf } from '../../client/desk/filter.ts';
import { firstOut, floodListing, WORST_SINGLY } from '../../client/desk/flood.ts';
import { isGroup, isHeading, isRow, keyOf, type Listing } from '../../client/desk/items.ts';
import { blockedListing, openListing, shelvedListing, sizeOf } from '../../client/desk/lists.ts';
import { needsAck } from '../../client/desk/order.ts';
import { neighbour, onward, placeOf } from '../../client/desk/selection.ts';
import { anyRow, anyRows, at, deskRow, listOf } from './desk-rows.ts';

const ids = ({ items }: Listing): string[] => items.filter(isRow).map(keyOf);
const outline = ({ items }: Listing): string[] =>
  items.map((item) => (isHeading(item) ? `# ${item.heading} ${item.count}` : keyOf(item)));

describe('the list of all that is open', () => {
  it('holds every alarm once, under headings that count what stands under them', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const list = listOf(rows);
        const open = openListing(list, null);
        expect(ids(open)).toEqual(list.rows.map((row) => row.occurrence));
        expect([open.shown, open.total]).toEqual([rows.length, rows.length]);
        const headings = open.items.filter(isHeading);
        expect(headings.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        for (const { count } of headings) expect(count).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the filter', () => {
  const rows = [
    deskRow({ occurrence: 'a', text: 'Điểm cầu xã Đồng Lương, huyện Cẩm Khê', priority: 'P3' }),
    deskRow({ occurrence: 'b', text: 'Mã độc trên srv-1', rule: 'A30', ruleName: 'An toàn thông tin', priority: 'P1' }),
    deskRow({ occurrence: 'c', text: 'Quá hạn', state: 'shelved', suppressedBy: 'Lê Thị Hằng', note: 'chờ kết quả' }),
    deskRow({ occurrence: 'd', text: 'Quá hạn', state: 'active_ack', by: 'Hùng', priority: 'P2' }),
  ];
  const list = listOf(rows);
  const found = (change: Partial<typeof NO_FILTER>): string[] =>
    ids(openListing(list, matcher({ ...NO_FILTER, ...change }))).sort();

  it.each([
    ['dong luong', ['a']],
    ['ĐỒNG LƯƠNG', ['a']],
    ['Đồng Lương'.normalize('NFD'), ['a']],
    ['cam khe xa', ['a']],
    ['khan cap', ['b']],
    ['p1', ['b']],
    ['a30', ['b']],
    ['le thi hang', ['c']],
    ['tam hoan', ['c']],
    ['hung', ['d']],
    ['không có', []],
    ['   ', ['a', 'b', 'c', 'd']],
  ])('finds %j', (text, wanted) => {
    expect(found({ text })).toEqual(wanted);
  });
  it('goes by priority, state and type, all at once', () => {
    expect(found({ priorities: ['P1', 'P2'] })).toEqual(['b', 'c', 'd']);
    expect(found({ state: 'waiting' })).toEqual(['a', 'b']);
    expect(found({ state: 'shelved' })).toEqual(['c']);
    expect(found({ rule: 'A30' })).toEqual(['b']);
    expect(found({ rule: 'A30', priorities: ['P2'] })).toEqual([]);
    expect(isOn({ ...NO_FILTER, text: ' ' })).toBe(false);
    expect(matcher(NO_FILTER)).toBeNull();
  });
  it('counts every unacknowledged P1 and P2 that it hides, and says how much of how much it shows', () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom('A01', 'A21', 'A30'), (drawn, rule) => {
        const whole = listOf(drawn);
        const match = matcher({ ...NO_FILTER, rule })!;
        const hidden = drawn.filter((row) => needsAck(row) && row.rule !== rule);
        expect(outsideOf(whole.rows, match)).toEqual({
          P1: hidden.filter(({ priority }) => priority === 'P1').length,
          P2: hidden.filter(({ priority }) => priority === 'P2').length,
        });
        const open = openListing(whole, match);
        expect([open.shown, open.total]).toEqual([drawn.filter((row) => row.rule === rule).length, drawn.length]);
      }),
    );
  });
});

describe('what is put aside', () => {
  const rows = [
    deskRow({ occurrence: 'late', state: 'shelved', shelvedUntil: at(50) }),
    deskRow({ occurrence: 'soon', state: 'shelved', shelvedUntil: at(20) }),
    deskRow({ occurrence: 'cause', symptoms: 2 }),
    deskRow({ occurrence: 's1', state: 'suppressed', cause: 'cause', raisedAt: at(2) }),
    deskRow({ occurrence: 's2', state: 'suppressed', cause: 'cause', raisedAt: at(1) }),
    deskRow({ occurrence: 'hand', state: 'suppressed', suppressedBy: 'Lan', suppressedAt: at(1) }),
    deskRow({ occurrence: 'oos', state: 'out_of_service' }),
    deskRow({ occurrence: 'other' }),
  ];
  it('shelved: by the soonest end', () => {
    expect(ids(shelvedListing(listOf(rows), null))).toEqual(['soon', 'late']);
  });
  it('blocked: under the alarm that explains it, then by a person, then out of service', () => {
    const blocked = blockedListing(listOf(rows), null);
    expect(outline(blocked)).toEqual([
      '# Bị chặn vì đã có cảnh báo nguyên nhân 2',
      'cause',
      's1',
      's2',
      '# Do người trực chặn 1',
      'hand',
      '# Đang bảo trì 1',
      'oos',
    ]);
    expect([...blocked.under]).toEqual(['s1', 's2']);
  });
  it('blocked: each stands there once, whatever explains what', () => {
    const tangled = fc.uniqueArray(
      fc
        .tuple(anyRow, fc.option(fc.integer({ min: 0, max: 30 })))
        .map(([row, cause]) => ({ ...row, cause: cause === null ? null : `o${cause}` })),
      { selector: (row) => row.occurrence, maxLength: 25 },
    );
    fc.assert(
      fc.property(tangled, (drawn) => {
        const list = listOf(drawn);
        const listing = blockedListing(list, null);
        const shown = ids(listing);
        expect(new Set(shown).size).toBe(shown.length);
        const blocked = drawn.filter((row) => row.state === 'suppressed' || row.state === 'out_of_service');
        for (const row of blocked) expect(shown).toContain(row.occurrence);
        const counted = listing.items.filter(isHeading).reduce((sum, { count }) => sum + count, 0);
        expect([counted, listing.shown, sizeOf(list, 'blocked')]).toEqual(Array(3).fill(blocked.length));
      }),
    );
  });
});

describe('the list in a flood', () => {
  const since = Date.parse(at(5));
  const storm = [
    deskRow({ occurrence: 'old', raisedAt: at(-30), priority: 'P4', rule: 'A11', ruleName: 'Quá hạn' }),
    deskRow({ occurrence: 'first', raisedAt: at(4), priority: 'P3', rule: 'A36', ruleName: 'Mất liên thông' }),
    deskRow({ occurrence: 'p1', raisedAt: at(6), priority: 'P1', rule: 'A30' }),
    deskRow({ occurrence: 'cause', raisedAt: at(6), priority: 'P2', rule: 'A22', symptoms: 3 }),
    ...[1, 2, 3].map((n) =>
      deskRow({ occurrence: `s${n}`, state: 'suppressed', cause: 'cause', raisedAt: at(6), priority: 'P3' }),
    ),
    ...[1, 2, 3, 4].map((n) => deskRow({ occurrence: `e${n}`, raisedAt: at(7), priority: 'P3' })),
  ];
  it('shows the highest priority and the first alarm one by one, the rest in groups that open', () => {
    const list = listOf(storm);
    const listing = floodListing(list, since, new Set(['rule-A21']));
    expect(outline(listing)).toEqual([
      '# Mức cao nhất và cảnh báo đầu tiên 2',
      'p1',
      'first',
      '# Các cảnh báo khác, theo nhóm 9',
      'cause',
      'rule-A21',
      'e1',
      'e2',
      'e3',
      'e4',
      'cause-cause',
      'old',
    ]);
    expect(listing.first).toBe('first');
    expect([...listing.under]).toEqual(['e1', 'e2', 'e3', 'e4']);
    const group = listing.items.find((item) => isGroup(item) && item.group === 'cause-cause');
    expect(group).toMatchObject({ title: 'Do: Mất kết nối', waiting: 0, highest: 'P3' });
  });
  it('drops nothing: singles and groups add up to all, and every alarm can be brought to the screen', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 0, max: 9 }), (rows, minute) => {
        const list = listOf(rows);
        const closed = floodListing(list, Date.parse(at(minute)), new Set());
        const inGroups = closed.items.filter(isGroup).flatMap((group) => group.rows.map((row) => row.occurrence));
        const all = [...ids(closed), ...inGroups].sort();
        expect(all).toEqual(rows.map((row) => row.occurrence).sort());
        const counted = closed.items.filter(isHeading).reduce((sum, { count }) => sum + count, 0);
        expect([counted, closed.shown, closed.total]).toEqual([rows.length, rows.length, rows.length]);
        const open = floodListing(list, Date.parse(at(minute)), new Set(closed.items.filter(isGroup).map(keyOf)));
        expect(ids(open).sort()).toEqual(all);
      }),
    );
  });
  it('has every unacknowledged alarm of the highest priority on top', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const list = listOf(rows);
        const waiting = list.rows.filter(needsAck);
        const worst = waiting.filter((row) => row.priority === waiting[0]?.priority);
        const shown = ids(floodListing(list, Date.parse(at(5)), new Set()));
        expect(shown.slice(0, worst.length)).toEqual(worst.map((row) => row.occurrence));
      }),
    );
  });
  it('shows as many of the worst as a person can read, and says of the others how many they are', () => {
    const rows = Array.from({ length: 1_000 }, (_, n) =>
      deskRow({ occurrence: `p${n}`, priority: 'P1', rule: 'A30', raisedAt: at(6 + n / 1_000) }),
    );
    const { items, shown } = floodListing(listOf(rows), since, new Set());
    expect(items.filter(isRow)).toHaveLength(WORST_SINGLY);
    expect(items.filter(isGroup)).toMatchObject([{ highest: 'P1', waiting: 1_000 - WORST_SINGLY }]);
    expect(shown).toBe(1_000);
  });
  it.each([
    ['the run before its eleventh alarm belongs to it', [-9, 3.5, 4, 4.5, 6], 3.5],
    ['a pause of more than a minute parts it from what stood before', [2, 3.9, 4.8, 6], 3.9],
    ['all at once', [5, 5, 5], 5],
    ['only what is older than ten minutes', [-20], null],
    ['what follows after a pause', [7, 8], 7],
  ])('the first alarm: %s', (_name, minutes, first) => {
    const rows = minutes.map((minute, n) => deskRow({ occurrence: `${n}`, raisedAt: at(minute) }));
    expect(firstOut(rows, since)?.raisedAt ?? null).toBe(first === null ? null : at(first));
  });
});

describe('moving by keys', () => {
  const rows = ['a', 'b', 'c'].map((occurrence) => deskRow({ occurrence }));
  const items = [{ heading: 'x', count: 3 }, rows[0]!, { heading: 'y', count: 2 }, rows[1]!, rows[2]!];
  it.each([
    [null, 1, 'a'],
    ['gone', -1, 'a'],
    ['a', 1, 'b'],
    ['b', -1, 'a'],
    ['a', -1, 'a'],
    ['c', 1, 'c'],
    ['c', 'first', 'a'],
    ['a', 'last', 'c'],
    ['a', 'page', 'c'],
    ['c', 'pageBack', 'a'],
  ] as const)('from %s by %s to %s, past headings', (from, move, to) => {
    expect(neighbour(items, from, move)).toBe(to);
  });
  it('goes on from where an acknowledged row stood, though it has moved to the end', () => {
    const place = placeOf(rows, 'b');
    const moved = ['a', 'c', 'b'].map((occurrence) => deskRow({ occurrence }));
    expect(onward(moved, 'b', 1, place)).toBe('c');
    expect(onward(moved, 'b', -1, place)).toBe('a');
    expect(onward(moved, 'b', 'last', place)).toBe('b');
    expect(onward(moved, 'c', 1, place)).toBe('b');
    expect(onward([deskRow({ occurrence: 'a' }), deskRow({ occurrence: 'b' })], 'b', 1, place)).toBe('b');
  });
  it('finds nothing in an empty list, or in one of headings', () => {
    expect(neighbour([], 'a', 1)).toBeNull();
    expect(neighbour([], null, 'last')).toBeNull();
    expect(neighbour([{ heading: 'x', count: 0 }], null, 'first')).toBeNull();
  });
});

describe('a list that was scrolled', () => {
  const rows = ['a', 'b', 'c', 'd'].map((occurrence) => deskRow({ occurrence }));
  const tops = new Map([
    ['b', 56],
    ['c', 112],
    ['d', 168],
  ]);
  it('moves with most of what is in sight, not with the one row that was acted on', () => {
    const two = ['new1', 'new2'].map((occurrence) => deskRow({ occurrence }));
    expect(shiftOf(tops, [...two, ...rows], false)).toBe(2 * heightOf(rows[0], false));
    expect(shiftOf(tops, [rows[0]!, rows[2]!, rows[3]!, ...two, rows[1]!], false)).toBe(-heightOf(rows[0], false));
    expect(shiftOf(tops, rows, false)).toBe(0);
    expect(shiftOf(tops, two, false)).toBe(0);
  });
});
