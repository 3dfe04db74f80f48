// The report of a day: what needs a person first, then the figures, the alarms, the units. Pure: data in, content out.
import type { Content } from 'pdfmake/interfaces';
import { clock, date, number, weekday } from '../../../shared/i18n/format.ts';
import type { Priority } from '../../../shared/source.ts';
import { DAY_MS, dayNumber, dayStart, localHour } from '../../../shared/time.ts';
import type { View } from '../../../shared/view.ts';
import type { Period } from '../period.ts';
import type { Stamp } from '../protocol.ts';
import { barChart } from './charts.ts';
import { documentOf, WIDTH } from './document.ts';
import { conferenceSection, dossierSection, securitySection, unitSection } from './figures.ts';
import { heading, note } from './parts.ts';
import { responseSection } from './response.ts';
import { alarmSection, isUnacknowledged, lateSection, outageSection, silences, silentSection } from './sections.ts';
import { priorityName, pdfWords as words } from './words.ts';

export type DayReport = Readonly<{ stamp: Stamp; province: string; view: View; period: Period }>;

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const CALM = '#4a7ba6';
/** From dark to light: a grey print tells them apart. */
const COLOURS: Readonly<Record<Priority, string>> = { P1: '#8c1410', P2: '#d4682a', P3: '#e8bd4c', P4: '#c5d4df' };

/** Alarms by hour of their raise, those of the period alone. */
export function alarmsByHour({ alarms, from, to }: Period, priority: Priority): number[] {
  const hours = HOURS.map(() => 0);
  for (const one of alarms) {
    if (one.priority !== priority || one.raisedAt < from || one.raisedAt >= to) continue;
    const hour = localHour(one.raisedAt);
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  return hours;
}

const chart = (svg: string): Content => ({ svg, width: WIDTH, margin: [0, 2, 0, 0] });

function charts({ view, period }: DayReport): Content[] {
  const size = { width: WIDTH, height: 150, labels: HOURS };
  const submitted = barChart({
    ...size,
    unit: words.hourly.unit,
    series: [{ name: words.hourly.series, colour: CALM, values: view.dossier.hourly }],
  });
  const alarms = barChart({
    ...size,
    unit: words.alarmHours.unit,
    series: (['P1', 'P2', 'P3', 'P4'] as const).map((priority) => ({
      name: `${priority} ${priorityName[priority]}`,
      colour: COLOURS[priority],
      values: alarmsByHour(period, priority),
    })),
  });
  const isKnown = view.dossier.hourly.some((value) => value !== null);
  return [
    {
      unbreakable: true,
      stack: [
        heading(words.hourly.title),
        ...(isKnown ? [chart(submitted), note(words.hours)] : [{ text: words.hourly.unknown }]),
      ],
    },
    {
      unbreakable: true,
      stack: [heading(words.alarmHours.title), chart(alarms), note(words.hours)],
    },
  ];
}

/** What needs a person, in whole sentences; a line for each, the gravest first. */
export function attentionOf({ view, period }: DayReport): string[] {
  const { dossier, quality, security } = view;
  const text = words.attention;
  const unacknowledged = period.alarms.filter(isUnacknowledged).length;
  const silentUnits = Object.values(dossier.byAgency).filter(({ reporting }) => reporting !== 'reported').length;
  const escalated = period.alarms.reduce((sum, { escalations }) => sum + escalations, 0);
  const lines: (string | false)[] = [
    dossier.asOf === null && text.noDossiers,
    (dossier.overdue ?? 0) > 0 && text.overdue(number(dossier.overdue), number(dossier.open)),
    quality.balance === false && text.unbalanced,
    unacknowledged > 0 && text.unacknowledged(number(unacknowledged)),
    escalated > 0 && text.escalated(number(escalated)),
    (security.openIncidents ?? 0) > 0 && text.incidents(number(security.openIncidents)),
    silentUnits > 0 && text.silentUnits(number(silentUnits), number(Object.keys(dossier.byAgency).length)),
    silences(period).length > 0 && text.silent(number(silences(period).length)),
    period.outages.length > 0 && text.outages(number(period.outages.length)),
    period.late.count > 0 && text.late(number(period.late.count)),
  ];
  const said = lines.filter((line) => line !== false);
  return said.length === 0 ? [text.none] : said;
}

export function dayDocument(report: DayReport) {
  const { stamp, province, view, period } = report;
  const { from, to } = period;
  const isOver = to - from === DAY_MS;
  const day = date(dayStart(dayNumber(from)));
  return documentOf({
    province,
    stamp,
    title: `${words.day.title} ${day}`,
    period: isOver ? words.day.whole(weekday(from), day) : words.day.running(weekday(from), day, clock(to)),
    content: [
      heading(words.attention.title),
      { ul: attentionOf(report) },
      ...dossierSection(view),
      ...charts(report),
      ...responseSection(period.kpi),
      ...conferenceSection(view),
      ...securitySection(view),
      ...alarmSection(words.alarms.title, words.alarms.none, period.alarms, from),
      ...lateSection(period, stamp.as),
      ...silentSection(period),
      ...outageSection(period),
      ...unitSection(view),
    ],
  });
}
