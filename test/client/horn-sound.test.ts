// The sound of the horn on a fake AudioContext, and its test at the start of a shift.
import { describe, expect, it } from 'vitest';
import { type Audio, createEngine } from '../../client/desk/horn/engine.ts';
import { createSelfTest } from '../../client/desk/horn/self-test.ts';
import { lengthMs, PATTERNS, TONES, type Tone } from '../../client/desk/horn/tones.ts';

type Beep = { hertz: number; at: number; end: number; stopped: boolean };

/** An AudioContext that notes what is played. */
function fakeAudio(state: AudioContextState = 'running') {
  const beeps: Beep[] = [];
  const listeners: (() => void)[] = [];
  const context = {
    state,
    currentTime: 10,
    destination: {} as AudioDestinationNode,
    createGain: () => ({
      gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} },
      connect: (to: object) => to,
    }),
    createOscillator: () => {
      const beep: Beep = { hertz: 0, at: 0, end: 0, stopped: false };
      return {
        frequency: {
          set value(hertz: number) {
            beep.hertz = hertz;
          },
        },
        connect: (to: object) => to,
        start: (at: number) => beeps.push(Object.assign(beep, { at })),
        stop: (at?: number) => Object.assign(beep, at === undefined ? { stopped: true } : { end: at }),
      };
    },
    resume: () => {
      change('running');
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    addEventListener: (_type: string, listener: () => void) => listeners.push(listener),
  };
  const change = (to: AudioContextState): void => {
    context.state = to;
    for (const listener of listeners) listener();
  };
  return { beeps, change, open: () => context as unknown as Audio };
}

describe('the engine', () => {
  it('tells priorities apart by count and rhythm: three fast, two, one; and one low for a lost picture', () => {
    const told = TONES.map((tone) => {
      const audio = fakeAudio();
      createEngine(audio.open).play(tone);
      const [first, second] = audio.beeps;
      return [tone, audio.beeps.length, first!.hertz, second ? Math.round((second.at - first!.at) * 1_000) : null];
    });
    expect(told).toEqual([
      ['P1', 3, 988, 250],
      ['P2', 2, 784, 380],
      ['P3', 1, 659, null],
      ['back', 1, 440, null],
      ['lost', 1, 220, null],
    ]);
    expect(lengthMs(PATTERNS.back)).toBeLessThan(lengthMs(PATTERNS.P3) / 2);
    expect(PATTERNS.lost.hertz).toBeLessThan(PATTERNS.P3.hertz / 2);
  });

  it('ends what sounds before it plays something else, and at once when told to', () => {
    const audio = fakeAudio();
    const engine = createEngine(audio.open);
    engine.play('P2');
    engine.play('P1');
    expect(audio.beeps.map(({ stopped }) => stopped)).toEqual([true, true, false, false, false]);
    engine.stop();
    expect(audio.beeps.every(({ stopped }) => stopped)).toBe(true);
  });

  it('is blocked until the browser lets sound through, plays nothing late, and hears of both', () => {
    const audio = fakeAudio('suspended');
    const engine = createEngine(audio.open);
    const states: string[] = [];
    engine.onState(() => states.push(engine.state()));
    engine.play('P1');
    expect([engine.state(), audio.beeps]).toEqual(['blocked', []]);
    engine.resume();
    expect(audio.beeps).toEqual([]);
    engine.play('P1');
    expect(audio.beeps).toHaveLength(3);
    audio.change('suspended');
    expect(states).toEqual(['ok', 'blocked']);
  });

  it('stays blocked where the browser has no sound at all', () => {
    const broken = createEngine(() => {
      throw new Error('no audio device');
    });
    for (const engine of [broken, createEngine(null)]) {
      engine.play('P1');
      engine.resume();
      engine.stop();
      expect(engine.state()).toBe('blocked');
      engine.close();
    }
  });
});

describe('the test of the sound', () => {
  function world(noted = true) {
    const played: Tone[] = [];
    const reports: boolean[] = [];
    const time = { now: 0, heard: 0 };
    const test = createSelfTest({
      engine: { play: (tone) => played.push(tone), resume: () => {} },
      report: (heard) => {
        reports.push(heard);
        return Promise.resolve(noted);
      },
      onHeard: () => {
        time.heard += 1;
      },
      now: () => time.now,
      onChange: () => {},
    });
    const run = (ms: number): void => {
      for (const end = time.now + ms; time.now < end; time.now += 250) test.tick();
    };
    return { played, reports, time, test, run };
  }

  it('plays each tone once, one after the other, and then asks', () => {
    const { played, test, run } = world();
    test.start();
    expect(test.get()).toEqual({ stage: 'playing', tone: 'P1' });
    run(10_000);
    expect(played).toEqual(['P1', 'P2', 'P3', 'back', 'lost']);
    expect(test.get()).toEqual({ stage: 'asking' });
  });

  it('is told to the server either way; only what was heard is done with', async () => {
    const { reports, time, test, run } = world();
    test.start();
    run(10_000);
    await test.answer(false);
    expect([reports, time.heard, test.get().stage]).toEqual([[false], 0, 'unheard']);
    await test.answer(true);
    expect([reports, time.heard, test.get().stage]).toEqual([[false, true], 1, 'idle']);
  });

  it('says when the server has taken no note of it', async () => {
    const { time, test } = world(false);
    await test.answer(true);
    expect([time.heard, test.get().stage]).toEqual([1, 'unlogged']);
    test.dismiss();
    expect(test.get().stage).toBe('idle');
  });
});
