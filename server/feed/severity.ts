// How the scales of other people's devices become our four severities. The one table; docs/mappings/README.md prints it.

export type Severity = 'low' | 'medium' | 'high' | 'critical';

const table: Readonly<Record<string, Readonly<Record<string, Severity>>>> = {
  /** Suricata's `alert.severity` is the priority of the signature's class: 1 is the worst it knows. */
  suricata: { 1: 'high', 2: 'medium', 3: 'low', 4: 'low' },
  /** What Zeek's notice policy decided to do about it: the strongest action counts. */
  zeek: { ACTION_PAGE: 'critical', ACTION_ALARM: 'high', ACTION_EMAIL: 'medium', ACTION_LOG: 'low' },
  /** RFC 5424 §6.2.1: 0 emergency, 1 alert, 2 critical, 3 error, 4 warning, 5 notice, 6 informational, 7 debug. */
  syslog: { 0: 'critical', 1: 'critical', 2: 'high', 3: 'medium', 4: 'medium', 5: 'low', 6: 'low', 7: 'low' },
  /** The `severity` label, by convention; what is not here counts as medium. */
  alertmanager: {
    critical: 'critical',
    page: 'critical',
    fatal: 'critical',
    error: 'high',
    major: 'high',
    high: 'high',
    warning: 'medium',
    minor: 'medium',
    medium: 'medium',
    info: 'low',
    informational: 'low',
    low: 'low',
    none: 'low',
    ok: 'low',
  },
};

const unknown: Readonly<Record<string, Severity>> = {
  suricata: 'low',
  zeek: 'low',
  syslog: 'low',
  alertmanager: 'medium',
  wazuh: 'low',
};

/** Wazuh's rule level 0…15: its own bands are 0–6 low, 7–11 medium, 12–14 high, 15 critical. */
function ofWazuh(level: number): Severity {
  if (level >= 15) return 'critical';
  if (level >= 12) return 'high';
  return level >= 7 ? 'medium' : 'low';
}

/** Our severity for a value on a device's scale (`suricata`, `zeek`, `syslog`, `alertmanager`, `wazuh`); undefined: no such scale. */
export function severityOf(scale: string, value: unknown): Severity | undefined {
  const text = String(value ?? '').trim();
  if (scale === 'wazuh') return text !== '' && Number.isFinite(Number(text)) ? ofWazuh(Number(text)) : unknown.wazuh;
  const known = table[scale];
  if (!known) return undefined;
  return Object.hasOwn(known, text)
    ? known[text]
    : Object.hasOwn(known, text.toLowerCase())
      ? known[text.toLowerCase()]
      : unknown[scale];
}

/** The worst of several; undefined for none. */
export function worst(severities: Iterable<Severity | undefined>): Severity | undefined {
  const order: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
  let top = -1;
  for (const severity of severities) if (severity) top = Math.max(top, order.indexOf(severity));
  return order[top];
}
