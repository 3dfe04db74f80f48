// Alarm rules of security (domain.md §4, A30 to A37), in the order in which they are judged: a campaign comes before what it explains.
import type { Rule } from '../../source.ts';
import type { SecurityModel } from './model.ts';
import { burst } from './rule-burst.ts';
import { critical } from './rule-critical.ts';
import { grave } from './rule-grave.ts';
import { high } from './rule-high.ts';
import { link } from './rule-link.ts';
import { medium } from './rule-medium.ts';
import { report } from './rule-report.ts';
import { triage } from './rule-triage.ts';

export const securityRules: readonly Rule<SecurityModel>[] = [
  critical,
  burst,
  high,
  medium,
  grave,
  report,
  link,
  triage,
];
