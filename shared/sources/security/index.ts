// Security alerts, incidents and links as a source.
import { defineSource } from '../../source.ts';
import { foldEvent } from './fold.ts';
import { emptySecurity, type SecurityModel } from './model.ts';
import { securityRules } from './rules.ts';
import { securityTypes } from './schema.ts';
import { forgetSecurity, settleSecurity } from './settle.ts';
import { alertsOfLastHour, viewSecurity } from './view.ts';
import type { SecurityView } from './view-schema.ts';

export const securitySource = defineSource<SecurityModel, SecurityView>({
  name: 'security',
  types: securityTypes,
  empty: emptySecurity,
  fold: foldEvent,
  settle: settleSecurity,
  view: viewSecurity,
  gauges: (model, now) => ({ lastHour: alertsOfLastHour(model, now) }),
  rules: securityRules,
  forget: forgetSecurity,
});
