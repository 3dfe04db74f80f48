// The test of the sound at the start of a shift: each tone once, then the question whether it was heard.
import type { Engine } from './engine.ts';
import { lengthMs, PATTERNS, TONES, type Tone } from './tones.ts';

export type TestStage =
  | Readonly<{ stage: 'idle' | 'asking' | 'unheard' | 'unlogged' }>
  | Readonly<{ stage: 'playing'; tone: Tone }>;

const PAUSE_MS = 700;
const IDLE: TestStage = { stage: 'idle' };

export type SelfTestOptions = Readonly<{
  engine: Pick<Engine, 'play' | 'resume'>;
  /** Tells the server (`horn.tested`); false: it has not taken note. */
  report: (heard: boolean) => Promise<boolean>;
  /** It was heard: remembered on this device. */
  onHeard: () => void;
  /** Ms of a clock that only goes forward. */
  now: () => number;
  onChange: () => void;
}>;

export function createSelfTest({ engine, report, onHeard, now, onChange }: SelfTestOptions) {
  let stage: TestStage = IDLE;
  let [next, nextAt] = [0, 0];

  function set(to: TestStage): void {
    stage = to;
    onChange();
  }

  return {
    get: (): TestStage => stage,
    start(): void {
      engine.resume();
      // The browser needs a moment to let the sound through.
      [next, nextAt] = [0, now() + PAUSE_MS];
      set({ stage: 'playing', tone: TONES[0] ?? 'P1' });
    },
    /** To be called often. */
    tick(): void {
      if (stage.stage !== 'playing' || now() < nextAt) return;
      const tone = TONES[next];
      if (tone === undefined) {
        set({ stage: 'asking' });
        return;
      }
      engine.play(tone);
      next += 1;
      nextAt = now() + lengthMs(PATTERNS[tone]) + PAUSE_MS;
      set({ stage: 'playing', tone });
    },
    async answer(heard: boolean): Promise<void> {
      if (heard) onHeard();
      set({ stage: heard ? 'idle' : 'unheard' });
      if (!(await report(heard)) && stage.stage === 'idle') set({ stage: 'unlogged' });
    },
    dismiss: (): void => set(IDLE),
  };
}
