import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, packLines, unpack, unpackLines } from '../../shared/pack.ts';

const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ maxLength: 5 }).filter((key) => !key.startsWith('$')),
      tie('tree'),
      { maxKeys: 4, noNullPrototype: true },
    ),
    fc.array(fc.tuple(fc.string(), tie('tree')), { maxLength: 4 }).map((entries) => new Map(entries)),
    fc.array(leaf, { maxLength: 4 }).map((members) => new Set(members)),
  ),
}));

describe('a packed model', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(unpack(pack(value))).toStrictEqual(value);
      }),
    );
  });

  it('is cut into lines where it is large, and large things may stand in large things', () => {
    const inner = (count: number) =>
      new Map(Array.from({ length: count }, (_one, index) => [`k${index}`, { at: index, set: new Set([index]) }]));
    const model = {
      dossiers: inner(12_345),
      seen: new Set(Array.from({ length: 7_000 }, (_one, index) => index)),
      nested: new Map([
        ...Array.from({ length: 6_000 }, (_one, index) => [index, index] as [number, unknown]),
        [-1, inner(5_001)],
      ]),
      small: new Map([['a', 1]]),
    };
    const lines = [...packLines(model)];
    expect(lines.length).toBeGreaterThan(6);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400_000);
    expect(unpackLines(lines)).toStrictEqual(model);
    expect([...(unpackLines(lines) as typeof model).dossiers.keys()]).toEqual([...model.dossiers.keys()]);
  });

  it('keeps keys that mean something to the language', () => {
    const model = { feeds: new Map([['__proto__', { constructor: 1, rows: new Map([['toString', 2]]) }]]) };
    expect(unpack(pack(model))).toStrictEqual(model);
  });
});
