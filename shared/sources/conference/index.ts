// Conferences and their endpoints as a source.
import { defineSource } from '../../source.ts';
import { foldEvent } from './fold.ts';
import { type ConferenceModel, emptyConferences } from './model.ts';
import { conferenceRules } from './rules.ts';
import { conferenceTypes } from './schema.ts';
import { forgetConferences, settleConferences } from './settle.ts';
import { onlineOf, viewConferences } from './view.ts';
import type { ConferenceView } from './view-schema.ts';

export const conferenceSource = defineSource<ConferenceModel, ConferenceView>({
  name: 'conference',
  types: conferenceTypes,
  empty: emptyConferences,
  fold: foldEvent,
  settle: settleConferences,
  view: viewConferences,
  gauges: (model, _now, ctx) => ({ online: onlineOf(model, ctx) }),
  rules: conferenceRules,
  forget: forgetConferences,
});
