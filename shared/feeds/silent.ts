// A01: a feed that was heard once and is silent now. When it is silent is not set here: the state on every screen says it.
import { defineCoreRule, type Finding } from '../source.ts';
import { guidance } from './guidance.ts';
import type { Feed, Feeds } from './model.ts';
import { isFeedSilent, patienceMs, silentSince } from './state.ts';
import { clockText } from './words.ts';

type Silent = Readonly<{ source: string; feed: Feed; heardAt: number; since: number }>;

export const feedSilent = defineCoreRule({
  id: 'A01',
  kind: 'level',
  name: 'Nguồn dữ liệu im lặng',
  owner: 'Trực kỹ thuật IOC; quản trị nguồn',
  guidance: guidance.A01,
  levels: {
    one: { label: 'ít nguồn', default: 'P2' },
    many: { label: 'nhiều nguồn cùng lúc, hoặc nguồn của hội nghị đang họp', default: 'P1' },
  },
  params: {
    many: { label: 'Coi là nhiều nguồn từ', unit: 'nguồn', default: 3, min: 2, max: 100 },
  },
  onDelaySec: 0,
  judge: (model: { feeds: Feeds; hasOpenConference: boolean }, ctx) => {
    const { listeningSince } = model.feeds;
    const silent: Silent[] = [];
    for (const [source, feed] of model.feeds.bySource) {
      const { heardAt } = feed;
      if (heardAt === null || !isFeedSilent(feed, ctx.now, ctx.calendar)) continue;
      const patience = patienceMs(feed, ctx.now, ctx.calendar);
      // Nobody is blamed for the time in which this server did not listen, but what was raised stays until he speaks.
      const deaf = patience !== null && ctx.now - listeningSince <= patience;
      if (deaf && !ctx.isActive(source)) continue;
      const since = silentSince(feed, Math.max(heardAt, listeningSince), ctx.now, ctx.calendar);
      silent.push({ source, feed, heardAt, since: Math.min(since, ctx.now) });
    }
    const isMany = silent.length >= ctx.param('many');
    return silent.map(
      ({ source, feed, heardAt, since }): Finding => ({
        subject: source,
        priority: ctx.level(
          isMany || (model.hasOpenConference && feed.subjects.includes('conference')) ? 'many' : 'one',
        ),
        since,
        text: `Nguồn ${source} im lặng, tin cuối lúc ${clockText(heardAt)}`,
      }),
    );
  },
});
