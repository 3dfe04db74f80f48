import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, diff } from '../../shared/wire.ts';
import { frame } from '../../shared/wire-schema.ts';
import { bad, normal } from '../client/fixtures.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const json = fc
  .object({
    maxDepth: 4,
    withNullPrototype: false,
    values: [fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 5 })],
  })
  .map(plain) as fc.Arbitrary<Record<string, unknown>>;

describe('difference of two views', () => {
  it('is what makes one into the other', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(applyPatch(a, diff(a, b))).toEqual(b);
      }),
      { numRuns: 500 },
    );
  });

  it('survives a trip through JSON, and a before that has other references', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const operations = plain(diff(plain(a) as object, b)) as ReturnType<typeof diff>;
        expect(applyPatch(plain(a) as object, operations)).toEqual(b);
      }),
    );
  });

  it('never speaks of the root, and only in add, remove and replace', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        for (const operation of diff(a, b)) {
          expect(operation.path.startsWith('/')).toBe(true);
          expect(['add', 'remove', 'replace']).toContain(operation.op);
        }
      }),
    );
  });

  it('is empty for equal views', () => {
    fc.assert(
      fc.property(json, (a) => {
        expect(diff(a, plain(a) as object)).toEqual([]);
      }),
    );
  });

  it('turns the real views into one another', () => {
    expect(applyPatch(normal, diff(normal, bad))).toEqual(bad);
    expect(applyPatch(bad, diff(bad, normal))).toEqual(normal);
  });

  it.each(['a/b', 'a~b', '~1', '/', '', '__proto__', 'constructor', '/phutho/motcua'])('escapes the key %j', (key) => {
    const [a, b] = [JSON.parse('{"x":{}}'), JSON.parse(`{"x":{${JSON.stringify(key)}:1}}`)];
    expect(applyPatch(a, diff(a, b))).toEqual(b);
    expect(Object.keys(applyPatch(a, diff(a, b)).x)).toEqual([key]);
    expect(Object.getPrototypeOf(applyPatch(a, diff(a, b)).x)).toBe(Object.prototype);
    expect(applyPatch(b, diff(b, a))).toEqual(a);
  });

  it('names array elements when the length stays, the array when it changes or slides', () => {
    expect(diff({ a: [1, 2, 3] }, { a: [1, 9, 3] })).toEqual([{ op: 'replace', path: '/a/1', value: 9 }]);
    expect(diff({ a: [1, 2, 3] }, { a: [1, 2] })).toEqual([{ op: 'replace', path: '/a', value: [1, 2] }]);
    expect(diff({ a: [1, 2, 3] }, { a: [2, 3, 4] })).toEqual([{ op: 'replace', path: '/a', value: [2, 3, 4] }]);
  });

  it('looks at no subtree that is the same object', () => {
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('looked');
        },
      },
    );
    expect(diff({ trap, n: 1 }, { trap, n: 2 })).toEqual([{ op: 'replace', path: '/n', value: 2 }]);
  });

  it('costs what changed: one figure in a large view is found at once', () => {
    const large = { ...bad, dossier: { ...bad.dossier, received: 1 } };
    expect(JSON.stringify(bad).length).toBeGreaterThan(50_000);
    for (let i = 0; i < 2_000; i++) diff(bad, large);
    const times = Array.from({ length: 200 }, () => {
      const start = performance.now();
      diff(bad, large);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    expect(times[100]).toBeLessThan(0.05);
  });
});

describe('applying a patch', () => {
  it('leaves the old view and keeps the references of what did not change', () => {
    const frozen = structuredClone(normal);
    const next = applyPatch(normal, [{ op: 'replace', path: '/dossier/received', value: 7 }]);
    expect(normal).toEqual(frozen);
    expect(next.dossier.received).toBe(7);
    expect(next.dossier.byAgency).toBe(normal.dossier.byAgency);
    expect(next.conference).toBe(normal.conference);
    expect(next.dossier).not.toBe(normal.dossier);
  });

  it('never writes into a value that came with the patch', () => {
    const value = { deep: { n: 1 } };
    const next = applyPatch({} as { x?: typeof value }, [
      { op: 'add', path: '/x', value },
      { op: 'replace', path: '/x/deep/n', value: 2 },
    ]);
    expect(next.x?.deep.n).toBe(2);
    expect(value.deep.n).toBe(1);
  });

  it.each([
    { op: 'replace', path: '', value: 1 },
    { op: 'replace', path: 'a', value: 1 },
    { op: 'replace', path: '/none', value: 1 },
    { op: 'remove', path: '/none' },
    { op: 'add', path: '/none/deeper', value: 1 },
    { op: 'add', path: '/n/deeper', value: 1 },
    { op: 'replace', path: '/list/9', value: 1 },
    { op: 'replace', path: '/list/length', value: 1 },
    { op: 'remove', path: '/list/0' },
    { op: 'replace', path: '/toString', value: 1 },
  ] as const)('refuses what does not fit: $op $path', (operation) => {
    expect(() => applyPatch({ n: 1, list: [1] }, [operation])).toThrow(RangeError);
  });
});

describe('frame schema', () => {
  const stamp = { mode: 'live', epoch: 'e', n: 1, seq: 5, at: '2026-11-21T10:17:30.000+07:00' };
  it('accepts a snapshot of a real view and a patch', () => {
    expect(frame.safeParse({ kind: 'snapshot', ...stamp, view: bad }).success).toBe(true);
    expect(frame.safeParse({ kind: 'patch', ...stamp, patch: diff(normal, bad) }).success).toBe(true);
  });
  it('refuses a move and a view without its parts', () => {
    expect(frame.safeParse({ kind: 'patch', ...stamp, patch: [{ op: 'move', from: '/a', path: '/b' }] }).success).toBe(
      false,
    );
    expect(frame.safeParse({ kind: 'snapshot', ...stamp, view: {} }).success).toBe(false);
  });
});
