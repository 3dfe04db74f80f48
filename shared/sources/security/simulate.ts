// Simulated security alerts (domain.md §2.5, §7): much low noise, a little that matters, bursts by scenario.
import { deliver, SENSOR_CHANNEL, type SimEvent } from '../../simulate/delivery.ts';
import { createRandom, type Random, weightedPicker } from '../../simulate/random.ts';
import { type Setup, SIMULATED_SOURCES } from '../../simulate/setup.ts';
import { DAY_MS, dayStart, dayText, HOUR_MS, instantText, MINUTE_MS, SECOND_MS } from '../../time.ts';

const SOURCE = SIMULATED_SOURCES.security;
type Severity = 'low' | 'medium' | 'high' | 'critical';

/** One alert from raising to its verdict. */
export type SimulatedAlert = Readonly<{
  id: string;
  severity: Severity;
  at: number;
  closedAt: number | null;
  sendAt: number;
  closeSendAt: number | null;
}>;

const A_DAY: readonly (readonly [Severity, number])[] = [
  ['low', 3_000],
  ['medium', 60],
  ['high', 6],
  ['critical', 0.2],
];
/** 199 : 160 : 158 as published for incidents (ictnews 2020–21). */
const CATEGORY = weightedPicker([
  ['phishing', 199],
  ['deface', 160],
  ['malware', 158],
  ['web_exploit', 60],
  ['brute_force', 60],
] as const);
const NOISE = weightedPicker([
  ['malware', 60],
  ['brute_force', 20],
  ['web_exploit', 12],
  ['botnet_ip', 8],
] as const);
const SIGNATURES = {
  low: ['AV quét định kỳ', 'Lotus Domino truy cập lạ', 'SSH thử mật khẩu', 'Dò cổng', 'User-Agent lạ'],
  other: ['Trang giả mạo', 'Thay đổi giao diện', 'Mã độc mã hóa', 'SQL injection', 'Kết nối máy chủ điều khiển'],
} as const;
const ASSETS = [
  ['srv-motcua', 3],
  ['srv-dvc', 3],
  ['srv-portal', 3],
  ['srv-lgsp', 3],
  ['srv-qlvb', 2],
  ['srv-mail', 2],
  ['srv-mcu', 2],
  ['fw-ttdl-1', 3],
  ['fw-ttdl-2', 3],
  ['db-motcua', 3],
] as const;
/** Dossiers keep office hours, attackers do not. */
const HOURS = weightedPicker(
  Array.from({ length: 24 }, (_, hour) => [hour, hour >= 7 && hour < 18 ? 5 : hour >= 22 || hour < 5 ? 4 : 3] as const),
);
/** How long until a verdict: shortest and mean of the rest. */
const VERDICT: Readonly<Record<Severity, readonly [number, number]>> = {
  low: [2 * MINUTE_MS, 25 * MINUTE_MS],
  medium: [20 * MINUTE_MS, 2 * HOUR_MS],
  high: [30 * MINUTE_MS, 3 * HOUR_MS],
  critical: [2 * HOUR_MS, 5 * HOUR_MS],
};
/** No alert stays open longer. */
const LONGEST_MS = DAY_MS;

type Told = Readonly<{ event: Omit<SimEvent, 'sendAt'>; sendAt: number; againAt: number | null }>;
export type SecurityStories = Readonly<{ alerts: readonly SimulatedAlert[]; told: readonly Told[] }>;

/** Everything that begins on one local day, with its verdicts, which may fall on the next. */
export function securityStories(setup: Setup, day: number): SecurityStories {
  const random = createRandom(setup.seed, 'security', day);
  const alerts: SimulatedAlert[] = [];
  const told: Told[] = [];
  const tell = (time: number, type: string, subject: string, key: string, data: SimEvent['data']): number => {
    const { sendAt, againAt } = deliver(random, SENSOR_CHANNEL, time, setup.faults);
    told.push({
      event: { time, id: `${subject}#${key}`, source: SOURCE, type, subject, agency: 'H44', data },
      sendAt,
      againAt,
    });
    return sendAt;
  };
  const alert = (id: string, at: number, severity: Severity, data: SimEvent['data']): void => {
    const sendAt = tell(at, 'security.alert', id, 'alert', { severity, ...data });
    const [least, mean] = VERDICT[severity];
    const after = Math.min(least + random.exponential(mean), LONGEST_MS);
    const verdict =
      severity === 'low'
        ? random.chance(0.8)
          ? 'false_positive'
          : 'duplicate'
        : random.chance(0.5)
          ? 'true_positive'
          : 'false_positive';
    const closedAt = Math.round(at + after);
    alerts.push({
      id,
      severity,
      at,
      closedAt,
      sendAt,
      closeSendAt: tell(closedAt, 'security.alert_closed', id, 'closed', { verdict }),
    });
  };

  const start = dayStart(day);
  for (const [severity, mean] of A_DAY) {
    const count = random.poisson(mean * setup.rate * setup.scenario.securityFactor);
    for (let n = 0; n < count; n++) {
      const at = start + HOURS(random) * HOUR_MS + random.int(HOUR_MS);
      alert(`CB-${dayText(day)}-${severity[0]}${n}`, at, severity, details(random, severity));
    }
  }
  burst(setup, day, random, alert);

  const incidents = random.poisson(0.2);
  for (let n = 0; n < incidents; n++) {
    const at = start + HOURS(random) * HOUR_MS + random.int(HOUR_MS);
    const id = `SC-${dayText(day)}-${n}`;
    const [system, systemLevel] = random.pick(ASSETS);
    const data = {
      severity: random.chance(0.3) ? 'critical' : 'high',
      category: CATEGORY(random),
      system,
      systemLevel,
      detectedAt: instantText(at),
      beyondCapacity: random.chance(0.1),
    };
    tell(at + 5 * MINUTE_MS, 'security.incident_opened', id, 'opened', data);
    tell(at + 2 * HOUR_MS, 'security.incident_updated', id, 'updated', data);
    tell(at + Math.round(random.range(3, 20) * HOUR_MS), 'security.incident_closed', id, 'closed', data);
  }
  if (day === setup.startDay)
    tell(start + MINUTE_MS, 'security.link', 'ncsc', `up-${dayText(day)}`, { state: 'up', pending: 0 });
  if (random.chance(0.1)) {
    const at = start + random.int(23 * HOUR_MS);
    tell(at, 'security.link', 'ncsc', `down-${dayText(day)}`, { state: 'down', pending: 120 });
    tell(at + 20 * MINUTE_MS, 'security.link', 'ncsc', `again-${dayText(day)}`, { state: 'up', pending: 0 });
  }
  return { alerts, told };
}

function details(random: Random, severity: Severity): Record<string, unknown> {
  const isLow = severity === 'low';
  const client = `pc-${1 + random.int(4_000)}`;
  const [server, level] = random.pick(ASSETS);
  const isClient = isLow ? random.chance(0.9) : severity === 'medium' && random.chance(0.6);
  return {
    category: isLow ? NOISE(random) : CATEGORY(random),
    sensor: random.pick(isLow ? ['AV', 'AV', 'NIDS', 'SIEM'] : ['EDR', 'WAF', 'SIEM', 'NIDS']),
    ...(isClient ? { asset: client, assetLevel: 1 } : { asset: server, assetLevel: level }),
    signature: random.pick(isLow ? SIGNATURES.low : SIGNATURES.other),
    sourceIp: `203.0.113.${1 + random.int(254)}`,
  };
}

/** Alerts a second rise, stay, and fall as they rose; one asset, one category (domain.md §6, story 13). */
function burst(
  setup: Setup,
  day: number,
  random: Random,
  alert: (id: string, at: number, severity: Severity, data: SimEvent['data']) => void,
): void {
  const { attack } = setup.scenario;
  if (!attack || day < setup.startDay) return;
  const length = 2 * attack.rampMs + attack.plateauMs;
  let n = 0;
  for (let second = 0; second < length / SECOND_MS; second++) {
    const at = second * SECOND_MS;
    const share = Math.min(1, at / attack.rampMs, (length - at) / attack.rampMs);
    for (let k = Math.round(attack.perSec * setup.rate * share); k > 0; k--) {
      const time = dayStart(day) + attack.from + at + random.int(SECOND_MS);
      const data = {
        category: 'ddos',
        sensor: 'WAF',
        asset: 'srv-portal',
        assetLevel: 3,
        signature: 'HTTP flood',
        sourceIp: `198.51.100.${1 + random.int(254)}`,
      };
      alert(`CB-${dayText(day)}-b${n++}`, time, 'medium', data);
    }
  }
}

/** The days whose alerts may still be told of on `day`. */
export const securityDaysBehind = (setup: Setup, day: number): number[] =>
  [day - 2, day - 1, day].filter((d) => d >= setup.startDay);
