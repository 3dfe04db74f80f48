// The dossiers of the one-stop system as a source of events.
import { defineSource } from '../../source.ts';
import { fold } from './fold.ts';
import { type DossierModel, emptyDossiers } from './model.ts';
import { dossierRules } from './rules.ts';
import { dossierTypes } from './schema.ts';
import { forget, settle } from './settle.ts';
import { gauges, view } from './view.ts';
import type { DossierView } from './view-schema.ts';

export const dossierSource = defineSource<DossierModel, DossierView>({
  name: 'dossier',
  types: dossierTypes,
  empty: emptyDossiers,
  fold,
  settle,
  view,
  gauges,
  rules: dossierRules,
  forget,
});
