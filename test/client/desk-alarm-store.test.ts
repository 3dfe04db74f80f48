import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAlarmStore, inOrder, needsAck } from '../../client/desk/alarm-store.ts';
import { neighbour, onward, placeOf } from '../../client/desk/selection.ts';
import { alarmState, type DeskRow, priority } from '../../shared/alarm/view-schema.ts';

const deskRow = (change: Partial<DeskRow> = {}): DeskRow => ({
  occurrence: 'a',
  version: 1,
  rule: 'A21',
  subject: 'EP-7',
  priority: 'P2',
  state: 'active_unack',
  raisedAt: '2026-11-21T10:00:00.000+07:00',
  count: 1,
  text: 'Mất kết nối',
  by: null,
  agency: null,
  returnedAt: null,
  ackedAt: null,
  note: null,
  shelvedUntil: null,
  owner: null,
  ownerId: null,
  ackedBy: null,
  suppressedBy: null,
  kind: 'pair',
  lastSeenAt: '2026-11-21T10:00:00.000+07:00',
  ruleName: 'Điểm cầu mất kết nối',
  responsible: 'Kỹ thuật điểm cầu',
  respondBy: null,
  hornAt: '2026-11-21T10:00:00.000+07:00',
  escalation: 0,
  escalatedTo: null,
  ackUntil: null,
  chatterUntil: null,
  heldUntil: null,
  cause: null,
  symptoms: 0,
  latching: false,
  recurrenceOf: null,
  ...change,
});

const at = (minute: number): string => `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000+07:00`;
const rows = fc.uniqueArray(
  fc.record({
    occurrence: fc.string({ minLength: 1, maxLength: 3 }),
    priority: fc.constantFrom(...priority.options),
    state: fc.constantFrom(...alarmState.options),
    raisedAt: fc.integer({ min: 0, max: 9 }).map(at),
  }),
  { selector: (row) => row.occurrence, maxLength: 20 },
);

const atOnce = (flush: () => void): void => flush();
const open = () => createAlarmStore(atOnce);
const ids = (store: ReturnType<typeof open>) => store.get().rows.map((row) => row.occurrence);

describe('the order of the list', () => {
  it('puts what waits for a person first, the worst first, the longest waiting first', () => {
    const list = [
      deskRow({ occurrence: 'shelved P1', priority: 'P1', state: 'shelved' }),
      deskRow({ occurrence: 'acked old', state: 'active_ack', raisedAt: at(1) }),
      deskRow({ occurrence: 'acked new', state: 'active_ack', raisedAt: at(5) }),
      deskRow({ occurrence: 'P2 new', raisedAt: at(5) }),
      deskRow({ occurrence: 'P2 gone unseen', state: 'rtn_unack', raisedAt: at(1) }),
      deskRow({ occurrence: 'P1', priority: 'P1', raisedAt: at(9) }),
      deskRow({ occurrence: 'P4', priority: 'P4', raisedAt: at(0) }),
    ];
    expect(list.sort(inOrder).map((row) => row.occurrence)).toEqual([
      'P1',
      'P2 gone unseen',
      'P2 new',
      'P4',
      'acked new',
      'acked old',
      'shelved P1',
    ]);
  });

  it('does not depend on the order of arrival, and hides no unacknowledged row behind another', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const list = drawn.map((row) => deskRow(row));
        const forward = open();
        forward.reset({ rows: list });
        const backward = open();
        for (const row of list.toReversed()) backward.delta({ upsert: [row], remove: [] });
        expect(ids(backward)).toEqual(ids(forward));
        const waiting = forward.get().rows.map(needsAck);
        expect(waiting.toSorted((a, b) => Number(b) - Number(a))).toEqual(waiting);
        const counts = Object.values(forward.get().unacknowledged).reduce((a, b) => a + b, 0);
        expect(counts).toBe(waiting.filter(Boolean).length);
      }),
    );
  });
});

describe('the alarm store', () => {
  it('does not know an empty list from no list until the first reset', () => {
    const store = open();
    expect(store.get().known).toBe(false);
    store.reset({ rows: [] });
    expect(store.get()).toMatchObject({ known: true, rows: [] });
  });

  it('ends with deltas in the same list as a fresh reset', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const store = open();
        store.reset({ rows: before.map((row) => deskRow(row)) });
        const still = new Set(after.map((row) => row.occurrence));
        const remove = before.map((row) => row.occurrence).filter((id) => !still.has(id));
        store.delta({ upsert: after.map((row) => deskRow({ ...row, version: 2 })), remove });
        const fresh = open();
        fresh.reset({ rows: after.map((row) => deskRow({ ...row, version: 2 })) });
        expect(store.get().rows).toEqual(fresh.get().rows);
      }),
    );
  });

  it('sweeps on a reset what is no longer open, and keeps it as closed for who looks at it', () => {
    const store = open();
    store.reset({ rows: [deskRow({ occurrence: 'a' }), deskRow({ occurrence: 'b' })] });
    store.reset({ rows: [deskRow({ occurrence: 'b' })] });
    expect(ids(store)).toEqual(['b']);
    expect([...store.get().closed.keys()]).toEqual(['a']);
  });

  it('never lets an older version overwrite a newer one', () => {
    const store = open();
    store.reset({ rows: [deskRow({ version: 3, by: 'truc1' })] });
    store.redraw(deskRow({ version: 2 }));
    store.delta({ upsert: [deskRow({ version: 2 })], remove: [] });
    expect(store.get().rows[0]).toMatchObject({ version: 3, by: 'truc1' });
    store.redraw(deskRow({ version: 4, by: 'truc2' }));
    expect(store.get().rows[0]).toMatchObject({ version: 4, by: 'truc2' });
  });

  it('does not open a closed alarm again by the row of a late refusal', () => {
    const store = open();
    store.reset({ rows: [deskRow()] });
    store.delta({ upsert: [], remove: ['a'] });
    store.redraw(deskRow({ version: 9 }));
    expect(ids(store)).toEqual([]);
  });

  it('tells once for all changes of a drawn frame, and keeps the list unchanged until then', () => {
    const flushes: (() => void)[] = [];
    const store = createAlarmStore((flush) => flushes.push(flush));
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    const before = store.get();
    store.reset({ rows: [deskRow()] });
    store.delta({ upsert: [deskRow({ occurrence: 'b' })], remove: [] });
    expect(store.get()).toBe(before);
    expect(flushes).toHaveLength(1);
    flushes[0]!();
    expect([told, ids(store).length]).toEqual([1, 2]);
    expect(store.get()).toBe(store.get());
  });
});

describe('moving by keys', () => {
  const list = ['a', 'b', 'c'].map((occurrence) => deskRow({ occurrence }));
  it.each([
    [null, 1, 'a'],
    ['gone', -1, 'a'],
    ['a', 1, 'b'],
    ['a', -1, 'a'],
    ['c', 1, 'c'],
    ['c', 'first', 'a'],
    ['a', 'last', 'c'],
  ] as const)('from %s by %s to %s', (from, where, to) => {
    expect(neighbour(list, from, where)).toBe(to);
  });
  it('goes on from where an acknowledged row stood, though it has moved to the end', () => {
    const place = placeOf(list, 'b');
    const moved = ['a', 'c', 'b'].map((occurrence) => deskRow({ occurrence }));
    expect(onward(moved, 'b', 1, place)).toBe('c');
    expect(onward(moved, 'b', -1, place)).toBe('a');
    expect(onward(moved, 'b', 'last', place)).toBe('b');
    expect(onward(moved, 'c', 1, place)).toBe('b');
    expect(onward([deskRow({ occurrence: 'a' }), deskRow({ occurrence: 'b' })], 'b', 1, place)).toBe('b');
  });
  it('finds nothing in an empty list', () => {
    expect(neighbour([], 'a', 1)).toBeNull();
    expect(neighbour([], null, 'last')).toBeNull();
  });
});
