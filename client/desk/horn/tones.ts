// What each priority sounds like: the more urgent, the more and the faster. Told apart by count and rhythm, not by pitch alone.
import type { HornPriority } from './rule.ts';

/** `back`: an alarm that nobody has seen has gone away. `lost`: the picture is old. Both once, and unlike an alarm. */
export type Tone = HornPriority | 'back' | 'lost';

export type Pattern = Readonly<{ hertz: number; beeps: number; beepMs: number; gapMs: number }>;

export const PATTERNS: Readonly<Record<Tone, Pattern>> = {
  P1: { hertz: 988, beeps: 3, beepMs: 160, gapMs: 90 },
  P2: { hertz: 784, beeps: 2, beepMs: 220, gapMs: 160 },
  P3: { hertz: 659, beeps: 1, beepMs: 320, gapMs: 0 },
  back: { hertz: 440, beeps: 1, beepMs: 120, gapMs: 0 },
  lost: { hertz: 220, beeps: 1, beepMs: 900, gapMs: 0 },
};

/** The order in which a test plays them. */
export const TONES: readonly Tone[] = ['P1', 'P2', 'P3', 'back', 'lost'];

export const lengthMs = ({ beeps, beepMs, gapMs }: Pattern): number => beeps * (beepMs + gapMs) - gapMs;
