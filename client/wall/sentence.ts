// The one sentence at the top: what a passer-by needs to know of the province. The worst thing wins.
import { clock, number } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { Priority } from '../../shared/source.ts';
import type { View } from '../../shared/view.ts';
import type { Link } from '../feed/ladder.ts';

export type Sentence = Readonly<{
  text: string;
  tone: 'well' | 'notice' | 'alarm' | 'lost';
  priority: Priority | null;
}>;

const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;

const say = (text: string, tone: Sentence['tone'], priority: Priority | null = null): Sentence => ({
  text,
  tone,
  priority,
});

/** `viewAt`: instant of what is shown, for the words "số liệu lúc". */
export function sentenceOf(view: View, link: Link, viewAt: number | null): Sentence {
  if (link === 'stale' || link === 'offline') return say(spoken.state.lost(clock(viewAt)), 'lost');
  const { unacknowledged, acknowledged } = view.alarms;
  const open = PRIORITIES.reduce((sum, priority) => sum + unacknowledged[priority], 0);
  const highest = PRIORITIES.find((priority) => unacknowledged[priority] > 0);
  if (highest) return say(spoken.state.unacknowledged(number(open), spoken.priority[highest]), 'alarm', highest);
  const feeds = Object.values(view.feeds);
  const silent = feeds.filter(({ state, quiet }) => state === 'silent' && quiet === null).length;
  if (silent > 0) return say(spoken.state.silent(number(silent), number(feeds.length)), 'notice');
  if (view.quality.balance === false) return say(spoken.state.unbalanced, 'notice');
  if (acknowledged > 0) return say(spoken.state.acknowledged(number(acknowledged)), 'notice');
  const known = [view.dossier.asOf, view.conference.asOf, view.security.asOf].filter((asOf) => asOf !== null).length;
  if (known === 0) return say(spoken.state.nothing, 'notice');
  return say(spoken.state.well, 'well');
}
