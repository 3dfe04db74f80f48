import { describe, expect, it } from 'vitest';
import { createFloodGate } from '../../../server/live/flood-gate.ts';
import { createPresence } from '../../../server/live/presence.ts';

describe('who has which alarm open', () => {
  it('is told with each change, once, and each name once', () => {
    const presence = createPresence(() => 0);
    expect(presence.changed()).toBeNull();
    presence.put('s1', 'truc.b', 'o1');
    expect(presence.changed()).toEqual({ o1: ['truc.b'] });
    presence.put('s1', 'truc.b', 'o1');
    expect(presence.changed()).toBeNull();
    presence.put('s2', 'truc.a', 'o1');
    presence.put('s3', 'truc.a', 'o1');
    expect(presence.changed()).toEqual({ o1: ['truc.a', 'truc.b'] });
    presence.put('s1', 'truc.b', 'o2');
    expect(presence.changed()).toEqual({ o1: ['truc.a'], o2: ['truc.b'] });
    presence.put('s1', 'truc.b', null);
    presence.leave('s2');
    expect(presence.changed()).toEqual({ o1: ['truc.a'] });
  });

  it('is forgotten fifteen seconds after it was last said', () => {
    const time = { ms: 0 };
    const presence = createPresence(() => time.ms);
    presence.put('s1', 'truc.a', '__proto__');
    time.ms = 14_999;
    expect(Object.entries(presence.open())).toEqual([['__proto__', ['truc.a']]]);
    time.ms = 15_000;
    expect(presence.open()).toEqual({});
  });
});

describe('the measure of what is looked at', () => {
  it('is so many in any stretch of the window', () => {
    const time = { ms: 0 };
    const passes = createFloodGate(() => time.ms, 2, 1_000);
    const at = (ms: number): boolean => {
      time.ms = ms;
      return passes();
    };
    expect([at(0), at(400), at(999), at(1_000), at(1_399), at(1_400)]).toEqual([true, true, false, true, false, true]);
  });
});
