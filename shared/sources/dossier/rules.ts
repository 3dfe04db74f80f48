// The alarm rules of dossiers (domain.md §4). A12 is not among them: no event says which step is the last one.
import type { Rule } from '../../source.ts';
import type { DossierModel } from './model.ts';
import { rejecting, withoutLevel4 } from './rules-online.ts';
import { overdue, unapologised } from './rules-overdue.ts';
import { paused } from './rules-paused.ts';
import { spike, unbalanced } from './rules-province.ts';
import { unreceived } from './rules-receipt.ts';
import { rewritten } from './rules-rewritten.ts';

export const dossierRules: readonly Rule<DossierModel>[] = [
  unreceived,
  overdue,
  unapologised,
  rewritten,
  paused,
  withoutLevel4,
  spike,
  rejecting,
  unbalanced,
];
