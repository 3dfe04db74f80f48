// What every panel of the wall gets.
import type { View } from '../../shared/view.ts';
import type { Link } from '../feed/ladder.ts';
import type { Freshness, Subject } from './freshness.ts';
import type { Sentence } from './sentence.ts';

export type Parts = Readonly<{
  view: View;
  mode: 'live' | 'replay';
  link: Link;
  sentence: Sentence;
  fresh: Readonly<Record<Subject, Freshness>>;
  /** Server's clock, epoch ms: each beat, and the same to ten seconds for ages and countdowns. */
  clock: number | null;
  coarse: number | null;
  /** A desk has taken its sound away. */
  muted: boolean;
  /** What the frames say in a replay. */
  caption: string;
}>;
