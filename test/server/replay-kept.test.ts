// What replays share in memory: Maps in layers, models that begin where others were kept, and the bound on all of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, copyOf, same } from '../../server/history/copy.ts';
import { keeping, wayFrom } from '../../server/history/keeping.ts';
import { keepModel, keepWhole, modelOf } from '../../server/history/kept.ts';
import { createKeyframeStore, type Keyframe, type Keyframes } from '../../server/history/keyframes.ts';
import { LayeredMap } from '../../server/history/layered-map.ts';
import { type Entries, flattened, type Layer, layerOver, rootLayer } from '../../server/history/layers.ts';
import { viewHash } from '../../server/view-hash.ts';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, type Model, step } from '../../shared/model.ts';
import { pack, unpack } from '../../shared/pack.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, parseInstant } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';
import { mixedEvents } from '../support/load.ts';

type Value = { n: number[] };
const entries: Entries<Value> = { copy: copyOf, bytes: bytesOf };
type Change = { do: 'set' | 'delete' | 'change'; key: number; n: number } | { do: 'keep' | 'apart' | 'begin' | 'walk' };
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    do: fc.constantFrom('set' as const, 'delete' as const, 'change' as const),
    key: fc.nat(12),
    n: fc.nat(9),
  }),
  fc.record({ do: fc.constantFrom('keep' as const, 'apart' as const, 'begin' as const, 'walk' as const) }),
);

const entriesOf = (map: ReadonlyMap<number, Value>): [number, Value][] =>
  [...map].map(([key, value]) => [key, copyOf(value)]);

/** Deeply frozen: whoever changes what others share throws. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map || value instanceof Set) for (const item of value.values()) freeze(item);
  else for (const item of Object.values(value)) freeze(item);
  return Object.freeze(value);
}

describe('a Map in layers', () => {
  it('is a Map: the same entries in the same order, and each layer stays as it was', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80, size: 'max' }), (changes) => {
        const plain = new Map<number, Value>();
        let layered = new LayeredMap<number, Value>(rootLayer(new Map(), entries), entries);
        const kept: { layer: Layer<number, Value>; held: [number, Value][] }[] = [];
        for (const one of changes) {
          if (one.do === 'set') {
            plain.set(one.key, { n: [one.n] });
            layered.set(one.key, { n: [one.n] });
          } else if (one.do === 'delete') expect(layered.delete(one.key)).toBe(plain.delete(one.key));
          else if (one.do === 'change') {
            plain.get(one.key)?.n.push(one.n);
            layered.get(one.key)?.n.push(one.n);
          } else if (one.do === 'walk') {
            for (const value of plain.values()) value.n.push(7);
            for (const value of layered.values()) value.n.push(7);
          } else {
            const layer = layered.keep(one.do === 'apart');
            for (const value of layer.own.values()) freeze(value);
            kept.push({ layer, held: entriesOf(plain) });
            if (one.do === 'begin') layered = new LayeredMap(layer, entries);
          }
          expect(layered.size).toBe(plain.size);
          for (let key = 0; key <= 12; key++) expect(layered.has(key)).toBe(plain.has(key));
        }
        expect([...layered]).toEqual([...plain]);
        expect([...layered.keys()]).toEqual([...plain.keys()]);
        for (const { layer, held } of kept) {
          expect([...new LayeredMap(layer, entries)]).toEqual(held);
          expect([...new LayeredMap(flattened(layer, entries), entries)]).toEqual(held);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('lies over another one that is like it with only what differs', () => {
    const some = (from: number): [number, Value][] =>
      Array.from({ length: 100 }, (_, i) => [i, { n: [i < from ? 1 : 2] }]);
    const near = rootLayer(new Map(some(50)), entries);
    const made = layerOver(new Map([...some(52), [100, { n: [3] }]]), near, entries);
    expect(made.below).toBe(near);
    expect([...made.own.keys()]).toEqual([50, 51, 100]);
    expect([...new LayeredMap(made, entries)]).toEqual([...some(52), [100, { n: [3] }]]);
    expect(layerOver(new Map(some(50).toReversed()), near, entries).below).toBeNull();
  });

  it('copies and compares what models are made of', () => {
    const value = JSON.parse('{"__proto__":{"a":[1]},"b":null}');
    const deep = { map: new Map([['x', { set: new Set([1, 2]) }]]), value };
    const copy = copyOf(deep);
    expect(same(copy, deep)).toBe(true);
    expect(JSON.stringify(copy.value)).toBe(JSON.stringify(value));
    copy.map.get('x')?.set.add(3);
    expect([same(copy, deep), deep.map.get('x')?.set.size]).toEqual([false, 2]);
    expect(same([1], { 0: 1, length: 1 })).toBe(false);
    expect(bytesOf({ a: new Array(1_000).fill(1) })).toBeGreaterThan(8_000);
  });
});

const START = parseInstant('2026-11-19T20:00:00+07:00');

/** Events over two midnights, in the order and with the stamps of a log. */
function someLog(count: number): LogEvent[] {
  const rows: LogEvent[] = [];
  for (let batch = 0; rows.length < count; batch++) {
    const at = START + batch * 8 * MINUTE_MS;
    for (const sent of mixedEvents(20, 7 + batch, at)) {
      const { id, source, type, subject, time, data, agency } = sent as unknown as Record<string, string>;
      const event = { id: id!, source: source!, type: type!, subject: subject!, agency: agency ?? null, data };
      rows.push({ ...event, seq: rows.length + 1, time: parseInstant(time!), receivedAt: at, foldAt: at });
    }
  }
  return rows;
}
const hashAt = (model: Model, at: number): string => viewHash(viewOf(model, at));

describe('a kept model', () => {
  const rows = someLog(8_000);

  it('gives models that go on as the one that was kept would have, and is itself never changed', () => {
    let model = emptyModel(false);
    const plain = emptyModel(false);
    const kept: { at: number; kept: ReturnType<typeof keepModel> }[] = [];
    for (const [index, event] of rows.entries()) {
      step(model, event);
      step(plain, event);
      if (index % 700 !== 699) continue;
      const one = keepModel(model, { apart: index % 2_100 === 2_099 });
      for (const layer of one.layers.values()) for (const value of layer.own.values()) freeze(value);
      freeze(one.rest);
      kept.push({ at: index + 1, kept: one });
      if (index % 1_400 === 1_399) model = modelOf(one);
      expect(hashAt(model, event.foldAt)).toBe(hashAt(unpack<Model>(pack(plain)), event.foldAt));
    }
    for (const { at, kept: one } of kept) {
      const again = modelOf(one);
      for (const event of rows.slice(at, at + 900)) step(again, event);
      const fresh = emptyModel(false);
      for (const event of rows.slice(0, at + 900)) step(fresh, event);
      const now = fresh.at + HOUR_MS;
      expect(hashAt(again, now)).toBe(hashAt(fresh, now));
    }
  });

  it('read from a snapshot lies beside its neighbour and takes little more', () => {
    const first = emptyModel(false);
    for (const event of rows.slice(0, 6_000)) step(first, event);
    const near = keepWhole(unpack<Model>(pack(first)), null);
    for (const event of rows.slice(6_000, 6_200)) step(first, event);
    const beside = keepWhole(unpack<Model>(pack(first)), near);
    const alone = keepWhole(unpack<Model>(pack(first)), null);
    expect(hashAt(modelOf(beside), first.at)).toBe(hashAt(first, first.at));
    expect(beside.bytes).toBeLessThan(alone.bytes / 2);
  });
});

describe('a fold that comes by kept places', () => {
  const rows = someLog(8_000);
  const begun = { foldAt: Number.NEGATIVE_INFINITY, seq: 0 };

  /** Folds all rows; at which seqs it went on with another model, and its view at the end. */
  function fold(frames: Keyframes): { anew: number[]; hash: string } {
    const keep = keeping(frames);
    const way = wayFrom(begun);
    let model = emptyModel(false);
    const anew: number[] = [];
    for (const event of rows) {
      step(model, event);
      const next = keep.row(model, { foldAt: event.foldAt, seq: event.seq }, way);
      if (next !== model) anew.push(event.seq);
      model = next;
    }
    return { anew, hash: hashAt(model, START + DAY_MS * 3) };
  }

  it('begins anew at each, its own or another’s, and shows what it would have shown', () => {
    const plain = emptyModel(false);
    for (const event of rows) step(plain, event);
    const frames = createKeyframeStore(1e9).order();
    const [first, second] = [fold(frames), fold(frames)];
    expect(first.anew.length).toBeGreaterThanOrEqual(2);
    expect(second.anew).toEqual(expect.arrayContaining(first.anew));
    const hash = hashAt(plain, START + DAY_MS * 3);
    expect([first.hash, second.hash]).toEqual([hash, hash]);
  });
});

describe('the places that are kept', () => {
  const kept = (bytes: number): Keyframe['kept'] => ({ layers: new Map(), rest: {}, bytes });
  const frame = (foldAt: number, seq: number, bytes = 10): Keyframe => ({
    position: { foldAt, seq },
    kept: kept(bytes),
  });

  it('are found by instant and seq', () => {
    const order = createKeyframeStore(1_000).order();
    for (const seq of [30, 10, 20]) expect(order.add(frame(START + seq, seq))).toBe(true);
    expect(order.before(START + 25, 99)?.position.seq).toBe(20);
    expect(order.before(START + 25, 19)?.position.seq).toBe(10);
    expect(order.before(START + 9, 99)).toBeNull();
    expect(order.before(START + 3 * DAY_MS, 99)?.position.seq).toBe(30);
    expect(order.after({ foldAt: START + 10, seq: 10 })?.position.seq).toBe(20);
    expect(order.after({ foldAt: START + 30, seq: 30 })).toBeNull();
    expect(order.near({ foldAt: START + 5, seq: 5 })?.position.seq).toBe(10);
    expect(order.near({ foldAt: START + DAY_MS, seq: 50 })).toBeNull();
    expect([order.isFirstOfDay(START), order.isFirstOfDay(START + DAY_MS)]).toEqual([false, true]);
  });

  it('are bounded over all orders: the day nobody has asked for longest goes, and one day does not push itself out', () => {
    const store = createKeyframeStore(100);
    const [one, two] = [store.order(), store.order()];
    for (let seq = 1; seq <= 5; seq++) one.add(frame(START + seq, seq));
    for (let seq = 1; seq <= 5; seq++) two.add(frame(START + DAY_MS + seq, seq));
    expect(store.bytes()).toBe(100);
    one.before(START + 3, 99);
    expect(one.add(frame(START + 6, 6))).toBe(true);
    expect([two.before(START + 2 * DAY_MS, 99), store.bytes()]).toEqual([null, 60]);
    expect(one.add(frame(START + 7, 7, 50))).toBe(false);
    expect(one.before(START + 9, 99)?.position.seq).toBe(6);
    one.drop();
    expect(store.bytes()).toBe(0);
  });
});
