// From a model and an instant to what a screen may know. The same function live, in a replay and in the check.
import { alarmsView } from './alarm/view.ts';
import { feedsView } from './feeds/view.ts';
import { contextOf, type Model, settle } from './model.ts';
import { balanceHolds } from './sources/dossier/view.ts';
import { sources } from './sources/index.ts';
import { dayNumber, dayText } from './time.ts';
import { usualAt } from './usual.ts';
import type { FeedRow, View } from './view.ts';

const feedRows = new WeakMap<Model, Record<string, FeedRow>>();

/**
 * The view at `now` (epoch ms, not before `model.at`). Depends on (events folded, now) alone.
 * Parts that did not change since the last view of this model are the same objects.
 */
export function viewOf(model: Model, now: number): View {
  settle(model, now);
  const context = contextOf(model);
  const dossier = sources.dossier.view(model.sources.dossier, now, context);
  const feeds = feedsView(model.feeds, now, context.calendar, feedRows.get(model) ?? {});
  feedRows.set(model, feeds);
  return {
    day: dayText(dayNumber(now)),
    exercise: model.exercise,
    quality: { balance: balanceHolds(dossier) },
    dossier,
    conference: sources.conference.view(model.sources.conference, now, context),
    security: sources.security.view(model.sources.security, now, context),
    alarms: alarmsView(model.alarms, now),
    feeds,
    usual: usualAt(model.usual, now, context.calendar),
  };
}
