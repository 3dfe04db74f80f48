// The report of a shift: what it hands over first, then what it did. Pure: data in, content out.
import type { Content } from 'pdfmake/interfaces';
import { date, minuteClock, number } from '../../../shared/i18n/format.ts';
import { maskCodes } from '../../../shared/mask.ts';
import type { Period } from '../period.ts';
import type { Stamp } from '../protocol.ts';
import { documentOf } from './document.ts';
import { type Cell, heading, note, section } from './parts.ts';
import { responseSection } from './response.ts';
import {
  alarmSection,
  alarmText,
  isStanding,
  isUnacknowledged,
  lateSection,
  outageSection,
  silences,
  silentSection,
  within,
} from './sections.ts';
import { pdfWords as words } from './words.ts';

/** `ends`: when the shift ends (epoch ms), also where the period is shorter because it still runs. */
export type ShiftReport = Readonly<{ stamp: Stamp; province: string; shift: number; ends: number; period: Period }>;

const NOTES = 200;
const moment = (instant: number): string => `${minuteClock(instant)} ${date(instant)}`;

function notesSection({ alarms, from }: Period): Content[] {
  const text = words.notes;
  const all = alarms.flatMap((alarm) => alarm.notes.map((one) => ({ ...one, alarm }))).sort((a, b) => a.at - b.at);
  const rows = all
    .slice(0, NOTES)
    .map(({ at, by, what, text: said, alarm }): Cell[] => [
      within(at, from),
      by,
      alarmText(alarm),
      what === 'assigned' ? text.assigned(said) : maskCodes(said),
    ]);
  const rest = all.length - rows.length;
  return section(
    text.title,
    text.none,
    [
      { title: text.columns.at, width: 52 },
      { title: text.columns.by, width: 90 },
      { title: text.columns.alarm, width: '*' },
      { title: text.columns.text, width: 150 },
    ],
    rows,
    rest > 0 ? [note(text.more(number(rest)))] : [],
  );
}

function peopleSection({ people, from }: Period): Content[] {
  const { title, none, columns } = words.people;
  return section(
    title,
    none,
    [
      { title: columns.name, width: '*' },
      { title: columns.first, width: 90 },
      { title: columns.last, width: 90 },
      { title: columns.acks, width: 70, right: true },
      { title: columns.acts, width: 80, right: true },
    ],
    people.map(({ name, first, last, acks, acts }) => [
      name,
      within(first, from),
      within(last, from),
      number(acks),
      number(acts),
    ]),
  );
}

function attentionOf(period: Period): string[] {
  const text = words.attention;
  const count = {
    unacknowledged: period.alarms.filter(isUnacknowledged).length,
    standing: period.alarms.filter(isStanding).length,
    escalated: period.alarms.reduce((sum, { escalations }) => sum + escalations, 0),
    silent: silences(period).length,
    outages: period.outages.length,
    late: period.late.count,
  };
  const said = (['unacknowledged', 'standing', 'escalated', 'silent', 'outages', 'late'] as const)
    .filter((name) => count[name] > 0)
    .map((name) => text[name](number(count[name])));
  return said.length === 0 ? [text.none] : said;
}

export function shiftDocument({ stamp, province, shift, ends, period }: ShiftReport) {
  const { from, to, alarms } = period;
  const { alarms: text } = words;
  const span = [moment(from), moment(ends)] as const;
  return documentOf({
    province,
    stamp,
    title: `${words.shift.title(shift)}, ${date(from)}`,
    period: to < ends ? words.shift.running(...span, moment(to)) : words.shift.whole(...span),
    content: [
      heading(words.attention.title),
      { ul: attentionOf(period) },
      ...alarmSection(text.standing, text.noneStanding, alarms.filter(isStanding), from),
      ...responseSection(period.kpi),
      ...peopleSection(period),
      ...alarmSection(text.title, text.none, alarms, from),
      ...notesSection(period),
      ...lateSection(period, stamp.as),
      ...silentSection(period),
      ...outageSection(period),
    ],
  });
}
