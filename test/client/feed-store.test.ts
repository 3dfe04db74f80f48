import { describe, expect, it } from 'vitest';
import { linkOf, mayAct } from '../../client/feed/ladder.ts';
import { createFeedStore, type FeedStore } from '../../client/feed/store.ts';
import { instantText } from '../../shared/time.ts';
import { diff, type Frame } from '../../shared/wire.ts';
import { bad, NOW, normal } from './fixtures.ts';

type Rig = { store: FeedStore; resyncs: number; advance: (ms: number) => void; told: number };

function rig(mode: 'live' | 'replay' = 'live'): Rig {
  let now = 1_000_000;
  const own: Rig = {
    resyncs: 0,
    told: 0,
    advance: (ms) => {
      now += ms;
      own.store.tick();
    },
    store: createFeedStore({ mode, now: () => now, resync: () => (own.resyncs += 1), schedule: (flush) => flush() }),
  };
  own.store.subscribe(() => (own.told += 1));
  return own;
}

const stamp = (n: number, epoch = 'e1') => ({ mode: 'live' as const, epoch, n, seq: n * 10, at: instantText(NOW + n) });
const snapshot = (n: number, view = normal, epoch = 'e1'): Frame => ({ kind: 'snapshot', ...stamp(n, epoch), view });
const patch = (n: number, received: number, epoch = 'e1'): Frame => ({
  kind: 'patch',
  ...stamp(n, epoch),
  patch: [{ op: 'replace', path: '/dossier/received', value: received }],
});
const beat = (n = 1, at = NOW, build = 'b1', epoch = 'e1') => ({ epoch, n, seq: 1, at: instantText(at), build });

describe('frames', () => {
  it('a snapshot, then patches on top of it', () => {
    const { store } = rig();
    store.frame(snapshot(4));
    store.frame(patch(5, 500));
    store.frame(patch(6, 501));
    expect(store.get()).toMatchObject({ n: 6, seq: 60, viewAt: NOW + 6, epoch: 'e1' });
    expect(store.get().view?.dossier.received).toBe(501);
    expect(store.get().view?.conference).toBe(normal.conference);
  });

  it.each([
    ['a gap', patch(6, 1)],
    ['an older one', patch(4, 1)],
    ['another epoch', patch(5, 1, 'e2')],
    ['a patch that does not fit', { kind: 'patch', ...stamp(5), patch: [{ op: 'remove', path: '/nothing' }] } as Frame],
  ])('asks for a snapshot after %s and keeps the last good view', (_name, frame) => {
    const own = rig();
    own.store.frame(snapshot(4));
    own.store.frame(frame);
    expect(own.resyncs).toBe(1);
    expect(own.store.get().n).toBe(4);
    expect(own.store.get().view).toBe(normal);
  });

  it('a patch before any snapshot', () => {
    const own = rig();
    own.store.frame(patch(1, 1));
    expect(own.resyncs).toBe(1);
    expect(own.store.get().view).toBeNull();
  });

  it('asks at most once a second, again while nothing comes, and not after the snapshot', () => {
    const own = rig();
    own.store.frame(snapshot(1));
    own.store.beat(beat());
    for (let n = 10; n < 20; n++) own.store.frame(patch(n, n));
    expect(own.resyncs).toBe(1);
    own.advance(500);
    expect(own.resyncs).toBe(1);
    own.advance(600);
    expect(own.resyncs).toBe(2);
    own.store.frame(snapshot(30, bad));
    own.advance(5_000);
    own.store.frame(patch(31, 9));
    expect(own.resyncs).toBe(2);
    expect(own.store.get().view?.dossier.received).toBe(9);
  });

  it('a patch that would fit by chance is not applied while a snapshot is awaited', () => {
    const own = rig();
    own.store.frame(snapshot(1));
    own.store.frame(patch(3, 1));
    own.store.frame(patch(2, 2));
    expect(own.store.get().view).toBe(normal);
  });

  it('a reconnected page ends in the same view as a fresh one', () => {
    const [torn, fresh] = [rig(), rig()];
    torn.store.frame(snapshot(1));
    torn.store.frame(patch(2, 77));
    torn.store.frame(snapshot(9, bad, 'e2'));
    torn.store.frame({ kind: 'patch', ...stamp(10, 'e2'), patch: diff(bad, normal) });
    fresh.store.frame(snapshot(10, normal, 'e2'));
    expect(torn.store.get().view).toEqual(fresh.store.get().view);
    expect(torn.store.get().n).toBe(fresh.store.get().n);
  });

  it('a picture behind a server that lives is delayed, then stale, until the frame comes', () => {
    const own = rig();
    own.store.frame(snapshot(4));
    own.store.beat(beat(4));
    for (let second = 0; second < 11; second++) {
      own.advance(1_000);
      own.store.beat(beat(5));
      if (second === 3) expect(own.store.get().link).toBe('delayed');
    }
    own.advance(0);
    expect(own.store.get().link).toBe('stale');
    expect(mayAct(own.store.get().link)).toBe(false);
    own.store.frame(snapshot(5));
    expect(own.store.get().link).toBe('live');
  });

  it('beats that know of frames which never came lead to a resync', () => {
    const own = rig();
    own.store.frame(snapshot(1));
    for (let i = 0; i < 3; i++) own.store.beat(beat(5));
    expect(own.resyncs).toBe(1);
  });

  it('beats of the same frame do not', () => {
    const own = rig();
    own.store.frame(snapshot(5));
    for (let i = 0; i < 9; i++) own.store.beat(beat(5));
    expect(own.resyncs).toBe(0);
  });
});

describe('staleness', () => {
  it.each([
    [null, 'connecting'],
    [0, 'live'],
    [2_999, 'live'],
    [3_000, 'delayed'],
    [9_999, 'delayed'],
    [10_000, 'stale'],
    [29_999, 'stale'],
    [30_000, 'offline'],
  ] as const)('%s ms since the last beat: %s', (ms, link) => expect(linkOf(ms)).toBe(link));

  it('nobody acts on a stale picture', () => {
    expect((['connecting', 'live', 'delayed', 'stale', 'offline'] as const).map(mayAct)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('counts from the last beat, frames do not hide missing beats', () => {
    const own = rig();
    own.store.frame(snapshot(1));
    own.store.beat(beat());
    own.advance(9_000);
    own.store.frame(patch(2, 1));
    own.advance(1_000);
    expect(own.store.get().link).toBe('stale');
    own.store.beat(beat());
    expect(own.store.get().link).toBe('live');
  });

  it('keeps the last view through the silence', () => {
    const own = rig();
    own.store.frame(snapshot(1));
    own.store.beat(beat());
    own.advance(60_000);
    expect(own.store.get()).toMatchObject({ link: 'offline', viewAt: NOW + 1 });
    expect(own.store.get().view).toBe(normal);
  });
});

describe('the clock on the screen', () => {
  it('moves with beats alone, never with frames or with this machine', () => {
    const own = rig();
    own.store.frame(snapshot(1));
    own.store.beat(beat(1, NOW + 5_000));
    own.advance(2_000);
    own.store.frame(patch(2, 1));
    expect(own.store.get().clock).toBe(NOW + 5_000);
    own.store.beat(beat(2, NOW + 6_000));
    expect(own.store.get().clock).toBe(NOW + 6_000);
  });

  it('is the time of the frame in a replay', () => {
    const own = rig('replay');
    own.store.frame(snapshot(1));
    own.store.frame(patch(2, 1));
    expect(own.store.get().clock).toBe(NOW + 2);
  });
});

describe('what surrounds the view', () => {
  it('remembers the first build and the last', () => {
    const own = rig();
    own.store.beat(beat(1, NOW, 'b1'));
    own.store.beat(beat(1, NOW, 'b2'));
    expect(own.store.get().build).toEqual({ first: 'b1', last: 'b2' });
  });

  it('a refusal stands until a frame comes', () => {
    const own = rig();
    own.store.refuse('UNAUTHENTICATED');
    expect(own.store.get().refused).toBe('UNAUTHENTICATED');
    own.store.frame(snapshot(1));
    expect(own.store.get().refused).toBeNull();
  });

  it('a listener that left is not told', () => {
    const own = rig();
    let told = 0;
    const leave = own.store.subscribe(() => (told += 1));
    leave();
    own.store.frame(snapshot(1));
    expect(told).toBe(0);
    expect(own.told).toBeGreaterThan(0);
  });
});
