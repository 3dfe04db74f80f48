import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share } from '../../client/feed/share.ts';

/** As it comes from the wire: without a negative zero. */
const json = fc.json().map((text) => JSON.parse(text) as unknown);

describe('two pictures that are mostly the same', () => {
  const before = { a: { x: [1, 2] }, b: { y: 1 }, c: [{ z: 1 }, { z: 2 }] };
  it('keep the reference of what is equal', () => {
    const next = share(before, { a: { x: [1, 2] }, b: { y: 2 }, c: [{ z: 1 }, { z: 3 }] });
    expect(next.a).toBe(before.a);
    expect(next.c[0]).toBe(before.c[0]);
    expect(next.b).toEqual({ y: 2 });
    expect(next.c[1]).toEqual({ z: 3 });
  });
  it('are one when all is equal, whatever the order of keys', () => {
    expect(share(before, { c: [{ z: 1 }, { z: 2 }], b: { y: 1 }, a: { x: [1, 2] } })).toBe(before);
  });
  it('a key that went, or came, makes another object', () => {
    expect(share<object>({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(share<object>({ a: 1 }, { a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
    expect(share<object>({ a: undefined }, { b: undefined })).toHaveProperty('b');
  });
  it('an array is no object, null is nothing', () => {
    expect(share<unknown>({ 0: 1 }, [1])).toEqual([1]);
    expect(share<unknown>([1, 2], [1])).toEqual([1]);
    expect(share<unknown>(null, { a: 1 })).toEqual({ a: 1 });
    expect(share<unknown>({ a: 1 }, null)).toBeNull();
  });
  it('says what the next one says, whatever was before, and changes neither', () => {
    fc.assert(
      fc.property(json, json, (old, next) => {
        const [oldText, nextText] = [JSON.stringify(old), JSON.stringify(next)];
        expect(share<unknown>(old, next)).toEqual(JSON.parse(nextText));
        expect([JSON.stringify(old), JSON.stringify(next)]).toEqual([oldText, nextText]);
        expect(share<unknown>(old, JSON.parse(oldText))).toBe(old);
      }),
    );
  });
});
