import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAlarmStore, type Delta } from '../../client/desk/alarm-store.ts';
import { inOrder, needsAck } from '../../client/desk/order.ts';
import { createPace } from '../../client/desk/pace.ts';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { anyRow, anyRows, at, deskRow } from './desk-rows.ts';

const open = () => createAlarmStore((flush) => flush()());
const ids = (store: ReturnType<typeof open>) => store.get().rows.map((row) => row.occurrence);

describe('the order of the list', () => {
  it('puts what waits for a person first, the worst first, what still stands, the longest waiting', () => {
    const list = [
      deskRow({ occurrence: 'shelved P1', priority: 'P1', state: 'shelved' }),
      deskRow({ occurrence: 'acked old', state: 'active_ack', raisedAt: at(1) }),
      deskRow({ occurrence: 'acked new', state: 'active_ack', raisedAt: at(5) }),
      deskRow({ occurrence: 'P2 new', raisedAt: at(5) }),
      deskRow({ occurrence: 'P2 old', raisedAt: at(2) }),
      deskRow({ occurrence: 'P2 gone unseen', state: 'rtn_unack', raisedAt: at(1) }),
      deskRow({ occurrence: 'P1', priority: 'P1', raisedAt: at(9) }),
      deskRow({ occurrence: 'P4', priority: 'P4', raisedAt: at(0) }),
    ];
    expect(list.sort(inOrder).map((row) => row.occurrence)).toEqual([
      'P1',
      'P2 old',
      'P2 new',
      'P2 gone unseen',
      'P4',
      'acked new',
      'acked old',
      'shelved P1',
    ]);
  });

  it('does not depend on the order of arrival, and hides no unacknowledged row behind another', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const forward = open();
        forward.reset({ rows });
        const backward = open();
        for (const row of rows.toReversed()) backward.delta({ upsert: [row], remove: [] });
        expect(ids(backward)).toEqual(ids(forward));
        const waiting = forward.get().rows.map(needsAck);
        expect(waiting.toSorted((a, b) => Number(b) - Number(a))).toEqual(waiting);
      }),
    );
  });
});

type Step = { kind: 'delta'; delta: Delta } | { kind: 'reset'; rows: DeskRow[] } | { kind: 'draw' };
const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .record({ upsert: fc.array(anyRow, { maxLength: 6 }), remove: fc.array(anyRow, { maxLength: 2 }) })
        .map(
          ({ upsert, remove }): Step => ({
            kind: 'delta',
            delta: { upsert, remove: remove.map((row) => row.occurrence) },
          }),
        ),
    },
    { weight: 1, arbitrary: anyRows.map((rows): Step => ({ kind: 'reset', rows })) },
    { weight: 3, arbitrary: fc.constant<Step>({ kind: 'draw' }) },
  ),
  { maxLength: 30 },
);

describe('the alarm store', () => {
  it('kept sorted and counted row by row is what sorting and counting all of it gives', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const flushes: (() => () => void)[] = [];
        const store = createAlarmStore((flush) => flushes.push(flush));
        const draw = (): void => {
          for (const flush of flushes.splice(0)) flush();
        };
        /** The plainest thing that could be right. */
        let model = new Map<string, DeskRow>();
        for (const step of all) {
          if (step.kind === 'draw') draw();
          else if (step.kind === 'reset') {
            store.reset({ rows: step.rows });
            model = new Map(step.rows.map((row) => [row.occurrence, row]));
          } else {
            store.delta(step.delta);
            for (const row of step.delta.upsert)
              if (row.version >= (model.get(row.occurrence)?.version ?? 0)) model.set(row.occurrence, row);
            for (const occurrence of step.delta.remove) model.delete(occurrence);
          }
        }
        draw();
        const { rows, byId, counts, rules } = store.get();
        expect(rows).toEqual([...model.values()].sort(inOrder));
        expect(new Map(byId)).toEqual(model);
        const of = (check: (row: DeskRow) => boolean): number => [...model.values()].filter(check).length;
        expect(counts).toEqual({
          open: model.size,
          unacknowledged: {
            P1: of((row) => needsAck(row) && row.priority === 'P1'),
            P2: of((row) => needsAck(row) && row.priority === 'P2'),
            P3: of((row) => needsAck(row) && row.priority === 'P3'),
            P4: of((row) => needsAck(row) && row.priority === 'P4'),
          },
          shelved: of((row) => row.state === 'shelved'),
          suppressed: of((row) => row.state === 'suppressed'),
          outOfService: of((row) => row.state === 'out_of_service'),
        });
        expect(rules.map(({ rule }) => rule)).toEqual([...new Set(rows.map((row) => row.rule))].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('does not know an empty list from no list until the first reset', () => {
    const store = open();
    expect(store.get().known).toBe(false);
    store.reset({ rows: [] });
    expect(store.get()).toMatchObject({ known: true, rows: [] });
  });

  it('sweeps on a reset what is no longer open, and keeps it as closed for who looks at it', () => {
    const store = open();
    store.reset({ rows: [deskRow({ occurrence: 'a' }), deskRow({ occurrence: 'b' })] });
    store.reset({ rows: [deskRow({ occurrence: 'b' })] });
    expect(ids(store)).toEqual(['b']);
    expect([...store.get().closed.keys()]).toEqual(['a']);
  });

  it('never lets an older version overwrite a newer one, not even one that is not drawn yet', () => {
    const flushes: (() => () => void)[] = [];
    const store = createAlarmStore((flush) => flushes.push(flush));
    store.reset({ rows: [deskRow({ version: 3, by: 'truc1' })] });
    store.redraw(deskRow({ version: 2 }));
    store.delta({ upsert: [deskRow({ version: 2 })], remove: [] });
    flushes[0]!()();
    expect(store.get().rows[0]).toMatchObject({ version: 3, by: 'truc1' });
    store.redraw(deskRow({ version: 4, by: 'truc2' }));
    flushes[1]!();
    expect(store.get().rows[0]).toMatchObject({ version: 4, by: 'truc2' });
  });

  it('does not open a closed alarm again by the row of a late refusal', () => {
    const store = open();
    store.reset({ rows: [deskRow()] });
    store.delta({ upsert: [], remove: ['a'] });
    store.redraw(deskRow({ version: 9 }));
    expect(ids(store)).toEqual([]);
  });

  it('tells once for all changes until it is drawn, and until then neither list nor map nor counts move', () => {
    const flushes: (() => () => void)[] = [];
    const store = createAlarmStore((flush) => flushes.push(flush));
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    const before = store.get();
    store.reset({ rows: [deskRow()] });
    store.delta({ upsert: [deskRow({ occurrence: 'b' })], remove: [] });
    expect(store.get()).toBe(before);
    expect([before.rows.length, before.byId.size, before.counts.open]).toEqual([0, 0, 0]);
    expect(flushes).toHaveLength(1);
    flushes[0]!()();
    expect([told, ids(store).length, store.get().byId.size]).toEqual([1, 2, 2]);
    expect(store.get()).toBe(store.get());
  });

  it('keeps the list of types the same object while only their counts change', () => {
    const store = open();
    store.reset({ rows: [deskRow({ occurrence: 'a' })] });
    const { rules } = store.get();
    store.delta({ upsert: [deskRow({ occurrence: 'b' }), deskRow({ version: 2 })], remove: [] });
    expect(store.get().rules).toBe(rules);
    store.delta({ upsert: [deskRow({ occurrence: 'c', rule: 'A01', ruleName: 'Nguồn im lặng' })], remove: [] });
    expect(store.get().rules.map(({ rule }) => rule)).toEqual(['A01', 'A21']);
  });
});

describe('the pace of drawing', () => {
  it('draws at once after a quiet while, then never closer than the gap to the end of the last drawing', () => {
    let now = 0;
    const later: { run: () => void; ms: number }[] = [];
    const [sorted, drawn]: [number[], number[]] = [[], []];
    const schedule = createPace({
      now: () => now,
      frame: (run) => run(),
      later: (run, ms) => later.push({ run, ms }),
      gapMs: 150,
    });
    const flush = (): (() => void) => {
      sorted.push(now);
      now += 10;
      return () => {
        drawn.push(now);
        now += 20; // drawing takes its time
      };
    };
    const next = (): void => later.shift()!.run();
    schedule(flush);
    expect([sorted, drawn, later[0]?.ms]).toEqual([[0], [], 0]);
    next();
    expect(drawn).toEqual([10]);
    now = 50;
    schedule(flush);
    expect([sorted.length, later[0]?.ms]).toEqual([1, 130]);
    now = 180;
    next();
    expect([sorted, later[0]?.ms]).toEqual([[0, 180], 0]);
    next();
    now = 1_000;
    schedule(flush);
    expect(sorted).toEqual([0, 180, 1_000]);
  });
});
