// A wall that stands for years: figures that change calmly, a machine that may be weak, panels that burn in, new builds.
import { describe, expect, it } from 'vitest';
import { calmFeed, FIGURE_GAP_MS, TURN_MS } from '../../client/feed/calm.ts';
import { createFeedStore, type FeedStore } from '../../client/feed/store.ts';
import { isNight, nightOf, ORBIT_MS, orbitOf } from '../../client/wall/care.ts';
import { createLightRule } from '../../client/wall/load.ts';
import { FILES_PATH, preload } from '../../client/wall/new-build.ts';
import { HOUR_MS, instantText, parseInstant } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { diff, type Frame } from '../../shared/wire.ts';
import { bad, NOW, normal } from './fixtures.ts';

type Rig = Readonly<{
  calm: FeedStore;
  raw: FeedStore;
  /** The next view comes as a patch. */
  show: (view: View, epoch?: string) => void;
  pass: (ms: number) => void;
  at: () => number;
}>;

function rig(): Rig {
  let now = 0;
  let [n, epoch] = [0, ''];
  const waiting: { call: () => void; at: number }[] = [];
  const raw = createFeedStore({ mode: 'live', now: () => now, resync: () => {}, schedule: (flush) => flush() });
  const calm = calmFeed(
    raw,
    () => now,
    (call, ms) => waiting.push({ call, at: now + ms }),
  );
  return {
    calm,
    raw,
    at: () => now,
    show: (view, of = 'e') => {
      const old = raw.get().view;
      n += 1;
      const stamp = { mode: 'live', epoch: of, n, seq: n, at: instantText(NOW + n) } as const;
      const isNew = old === null || of !== epoch;
      const frame: Frame = isNew
        ? { kind: 'snapshot', ...stamp, view }
        : { kind: 'patch', ...stamp, patch: diff(old, view) };
      epoch = of;
      raw.frame(frame);
    },
    pass: (ms) => {
      for (const end = now + ms; ; ) {
        const next = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) {
          now = end;
          return;
        }
        now = Math.max(now, next.at);
        waiting.splice(waiting.indexOf(next), 1);
        next.call();
      }
    },
  };
}

const received = (count: number, more: Partial<View> = {}): View => ({
  ...normal,
  ...more,
  dossier: { ...normal.dossier, received: count },
});

describe('the figures of a wall', () => {
  it('jump to the first picture, and to the one of another epoch', () => {
    const { calm, show } = rig();
    show(received(5));
    expect(calm.get().view).toEqual(received(5));
    show({ ...bad, exercise: true }, 'another');
    expect(calm.get().view).toEqual({ ...bad, exercise: true });
  });

  it('change four times a second at most, show nothing that was not there, and end at the last', () => {
    const { calm, show, pass, at } = rig();
    const seen: { value: number; at: number }[] = [];
    calm.subscribe(() => {
      const value = calm.get().view?.dossier.received ?? -1;
      if (value !== seen.at(-1)?.value) seen.push({ value, at: at() });
    });
    show(received(0));
    for (let n = 1; n <= 200; n++) {
      pass(10);
      show(received(n));
    }
    pass(FIGURE_GAP_MS + TURN_MS);
    expect(seen.length).toBeGreaterThan(7);
    for (let i = 1; i < seen.length; i++) {
      expect((seen[i]?.at ?? 0) - (seen[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(FIGURE_GAP_MS);
      expect(Number.isInteger(seen[i]?.value)).toBe(true);
      expect(seen[i]?.value).toBeGreaterThan(seen[i - 1]?.value ?? 0);
    }
    expect(seen.at(-1)?.value).toBe(200);
    expect(calm.get().view).toEqual(received(200));
  });

  it('of the subjects change in turn, never two in one frame', () => {
    const { calm, show, pass } = rig();
    show(normal);
    pass(1_000);
    let before = calm.get().view as View;
    const turns: string[][] = [];
    calm.subscribe(() => {
      const view = calm.get().view as View;
      const subjects = ['alarms', 'dossier', 'conference', 'security', 'feeds'] as const;
      turns.push(subjects.filter((key) => view[key] !== before[key]));
      before = view;
    });
    const alarms = { ...bad.alarms, unacknowledged: { ...bad.alarms.unacknowledged, P1: 0 } };
    show({ ...bad, alarms });
    pass(5 * TURN_MS);
    const each = [['alarms'], ['dossier'], ['conference'], ['security'], ['feeds']];
    expect(turns.filter(({ length }) => length > 0)).toEqual(each);
    expect(calm.get().view).toEqual({ ...bad, alarms });
  });

  it('wait; an urgent alarm and the clock do not', () => {
    const { calm, raw, show, pass } = rig();
    show(received(1));
    pass(10);
    show(received(2, { alarms: bad.alarms }));
    expect(calm.get().view?.alarms).toEqual(bad.alarms);
    pass(10);
    show(received(3, { alarms: bad.alarms }));
    expect(calm.get().view?.dossier.received).toBe(2);
    raw.beat({ epoch: 'e', n: 2, seq: 2, at: instantText(NOW), build: 'b' });
    expect(calm.get()).toMatchObject({ clock: NOW, link: 'live' });
  });
});

describe('a machine that cannot keep up', () => {
  /** Second at which it went to light, and at which it came back. */
  const changes = (...fps: number[]): number[] => {
    const rule = createLightRule();
    let light = false;
    return fps.flatMap((one, second) => {
      const now = rule(one, second * 1_000);
      if (now === light) return [];
      light = now;
      return [second];
    });
  };
  const seconds = (count: number, fps: number): number[] => Array.from({ length: count }, () => fps);
  it('stops all that moves after ten seconds under 20 frames a second, and moves again after a good minute', () => {
    expect(changes(...seconds(9, 19), 20, ...seconds(9, 5), 60)).toEqual([]);
    expect(changes(...seconds(10, 19))).toEqual([9]);
    expect(changes(...seconds(10, 19), ...seconds(59, 30), 29, ...seconds(60, 30))).toEqual([9, 129]);
  });
});

describe('care for the panels', () => {
  it('goes round within two pixels, one pixel each three minutes', () => {
    const steps = Array.from({ length: 8 }, (_, n) =>
      orbitOf(NOW + n * ORBIT_MS)
        .split(' ')
        .map(Number.parseFloat),
    );
    expect(new Set(steps.map(String)).size).toBe(8);
    for (const [i, [x = 0, y = 0]] of steps.entries()) {
      const [nextX = 0, nextY = 0] = steps[(i + 1) % 8] ?? [];
      expect(Math.abs(x - nextX) + Math.abs(y - nextY)).toBe(1);
      expect(Math.max(Math.abs(x), Math.abs(y))).toBe(1);
    }
    expect(orbitOf(NOW + 8 * ORBIT_MS)).toBe(orbitOf(NOW));
  });

  it('is dark from 22 to 5 local time, or as the address says, or never', () => {
    const midnight = parseInstant('2026-11-21T00:00:00+07:00');
    const dark = (search: string): number[] => {
      const night = nightOf(search);
      return Array.from({ length: 24 }, (_, hour) => hour).filter(
        (hour) => night !== null && isNight(midnight + hour * HOUR_MS, night),
      );
    };
    expect(dark('')).toEqual([0, 1, 2, 3, 4, 22, 23]);
    expect(dark('?night=25-99')).toEqual(dark(''));
    expect(dark('?night=1-3')).toEqual([1, 2]);
    expect(dark('?night=off')).toEqual([]);
  });
});

describe('before a wall leaves its build', () => {
  const files: Record<string, string> = {
    '/wall': '<html data-build="b">',
    [FILES_PATH]: '{"page":["assets/a.js"],"beside":["assets/b.css"]}',
  };
  const asked: string[] = [];
  const from = (known: Record<string, string>) =>
    (async (path: string) => {
      asked.push(path);
      return new Response(known[path] ?? 'no', { status: known[path] === undefined ? 404 : 200 });
    }) as typeof fetch;
  it('everything of the new one must have come', async () => {
    const all: Record<string, string> = { ...files, '/assets/a.js': '1', '/assets/b.css': '2' };
    expect(await preload('/wall', 'b', from(all))).toBe(true);
    expect(asked.sort()).toEqual(['/assets/a.js', '/assets/b.css', FILES_PATH, '/wall'].sort());
    for (const missing of Object.keys(all)) {
      const { [missing]: _gone, ...rest } = all;
      expect(await preload('/wall', 'b', from(rest))).toBe(false);
    }
    expect(await preload('/wall', 'c', from(all))).toBe(false);
    expect(await preload('/wall', 'b', from({ ...all, [FILES_PATH]: '{"page":[],"beside":[]}' }))).toBe(false);
    expect(await preload('/wall', 'b', () => Promise.reject(new Error('no network')))).toBe(false);
  });
});
