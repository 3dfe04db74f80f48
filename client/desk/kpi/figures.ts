// The key figures as lines of a table: what it is, the value with its company, the target, whether it is missed.
import type { Kpi, KpiFigure, KpiTarget } from '../../../shared/alarm/kpi-schema.ts';
import { decimal, fraction, number, percent, span, UNKNOWN } from '../../../shared/i18n/format.ts';
import { spoken } from '../../../shared/i18n/spoken.ts';
import type { Priority } from '../../../shared/source.ts';
import { kpiWords as words } from '../words-kpi.ts';

export type Line = Readonly<{
  name: string;
  value: string;
  /** What makes the value a figure: its parts, its meaning. */
  beside: string;
  target: string;
  missed: boolean;
}>;
export type Group = Readonly<{ name: string; lines: readonly Line[] }>;

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

type Show = (value: number) => string;
const asCount: Show = (value) => number(value);
const asMean: Show = (value) => decimal(value);
const asShare: Show = (value) => `${number(100 * value)} %`;
const asSeconds: Show = (value) => span(1_000 * value);

function targetText(target: KpiTarget | null, show: Show): string {
  if (target === null) return words.noTarget;
  if ('below' in target) return `< ${show(target.below)}`;
  if ('atLeast' in target) return `≥ ${show(target.atLeast)}`;
  return target.atMost === 0 ? show(0) : `≤ ${show(target.atMost)}`;
}

const line = (name: string, { value, target, missed }: KpiFigure, show: Show, beside = ''): Line => ({
  name,
  value: value === null ? UNKNOWN : show(value),
  beside,
  target: targetText(target, show),
  missed,
});

const shareLine = (name: string, figure: KpiFigure, beside?: string): Line => ({
  ...line(name, figure, asShare),
  value: percent(figure.of),
  beside: beside ?? fraction(figure.of),
});

const plain = (name: string, value: number, beside = ''): Line => ({
  name,
  value: number(value),
  beside,
  target: words.noTarget,
  missed: false,
});

function refusals({ byCode, unlogged }: Kpi['refused']): string {
  const counts = new Map<string, number>();
  for (const [code, count] of [...Object.entries(byCode), ['', unlogged] as const]) {
    const name = words.refusal[code] ?? words.otherRefusal;
    if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([name, count]) => `${name}: ${number(count)}`).join(', ');
}

/** All lines, in groups, in the order of the page. */
export function groupsOf(kpi: Kpi): readonly Group[] {
  const { toAcknowledge: acks, escalations, shelved, suppressed, refused } = kpi;
  const [first = 0, second = 0, third = 0] = escalations.steps;
  const went = first + second + third + escalations.reminders;
  const steps = words.escalationSteps(number(first), number(second), number(third), number(escalations.reminders));
  const aside = suppressed.byRule + suppressed.byPerson + suppressed.outOfService;
  return [
    {
      name: words.group.load,
      lines: [
        plain(words.announced, kpi.announced, words.announcedNote),
        line(words.perTenMinutes, kpi.perTenMinutes, asMean, words.perTenMinutesNote),
        shareLine(words.busyPeriods, kpi.busyPeriods),
        shareLine(words.flood, kpi.flood, `${span(1_000 * (kpi.flood.of?.numerator ?? 0))}, ${words.floodNote}`),
      ],
    },
    {
      name: words.group.quality,
      lines: [
        shareLine(words.topTen, kpi.topTen),
        line(words.chattering, kpi.chattering, asCount, words.chatteringNote),
        line(words.standing, kpi.standing, asCount),
        line(words.standingWorstDay, kpi.standingWorstDay, asCount),
      ],
    },
    {
      name: words.group.split,
      lines: PRIORITIES.map((one) => shareLine(words.priority(one, spoken.priority[one]), kpi.priorities[one])),
    },
    {
      name: words.group.response,
      lines: [
        line(words.ackHalf, acks.all.p50, asSeconds, words.acks(number(acks.all.count))),
        line(words.ackMost, acks.all.p95, asSeconds),
        ...PRIORITIES.map((one) =>
          line(words.ackMostOf(one), acks[one].p95, asSeconds, words.acks(number(acks[one].count))),
        ),
        line(words.overdue, kpi.overdue, asCount),
        plain(words.escalations, went, steps),
      ],
    },
    {
      name: words.group.aside,
      lines: [
        plain(words.shelved, shelved.count, words.shelvedNote(span(1_000 * shelved.seconds), number(shelved.atEnd))),
        plain(
          words.suppressed,
          aside,
          words.suppressedNote(number(suppressed.byRule), number(suppressed.byPerson), number(suppressed.outOfService)),
        ),
        plain(words.refused, refused.count, refusals(refused)),
      ],
    },
  ];
}
