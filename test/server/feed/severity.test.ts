import { expect, it } from 'vitest';
import { severityOf, worst } from '../../../server/feed/severity.ts';

it.each([
  ['suricata', 1, 'high'],
  ['suricata', 3, 'low'],
  ['suricata', 255, 'low'],
  ['zeek', 'ACTION_PAGE', 'critical'],
  ['syslog', 0, 'critical'],
  ['syslog', 7, 'low'],
  ['alertmanager', 'Warning', 'medium'],
  ['alertmanager', undefined, 'medium'],
  ['alertmanager', 'constructor', 'medium'],
  ['wazuh', '15', 'critical'],
  ['wazuh', '12', 'high'],
  ['wazuh', '7', 'medium'],
  ['wazuh', '6', 'low'],
  ['wazuh', '', 'low'],
  ['nobody', 1, undefined],
] as const)('%s %s is %s', (scale, value, expected) => {
  expect(severityOf(scale, value)).toBe(expected);
});

it('takes the worst', () => {
  expect(worst(['low', 'high', undefined, 'medium'])).toBe('high');
  expect(worst([])).toBeUndefined();
});
