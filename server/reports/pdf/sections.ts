// The sections that the report of a day and that of a shift share: alarms, feeds, walls, what came late.
import type { Content } from 'pdfmake/interfaces';
import type { PeriodAlarm } from '../../../shared/alarm/period.ts';
import { clock, date, minuteClock, number, span } from '../../../shared/i18n/format.ts';
import { maskCodes } from '../../../shared/mask.ts';
import { dayNumber } from '../../../shared/time.ts';
import type { Truth } from '../../history/protocol.ts';
import type { Period } from '../period.ts';
import { type Cell, type Column, note, section } from './parts.ts';
import { priorityName, stateName, pdfWords as words } from './words.ts';

/** More than this nobody reads on paper. */
const ALARMS = 300;
/** Rule of a feed's silence (domain.md §4). */
const FEED_SILENT = 'A01';

/** `10:17:30`, with its day where it is not that of `day` (an instant). */
export const within = (instant: number, day: number): string =>
  dayNumber(instant) === dayNumber(day) ? clock(instant) : `${minuteClock(instant)} ${date(instant)}`;

/** Open to a person: neither closed nor explained by another. */
export const isStanding = ({ state }: PeriodAlarm): boolean => state !== 'closed' && state !== 'suppressed';
export const isUnacknowledged = ({ state }: PeriodAlarm): boolean => state === 'active_unack' || state === 'rtn_unack';
export const silences = ({ alarms }: Period): PeriodAlarm[] => alarms.filter(({ rule }) => rule === FEED_SILENT);

const ALARM_COLUMNS: readonly Column[] = [
  { title: words.alarms.columns.priority, width: 68 },
  { title: words.alarms.columns.raised, width: 52 },
  { title: words.alarms.columns.text, width: '*' },
  { title: words.alarms.columns.ack, width: 105 },
  { title: words.alarms.columns.state, width: 70 },
];

/** The text of an alarm as it may stand on paper. */
export const alarmText = ({ text, ruleName }: Pick<PeriodAlarm, 'text' | 'ruleName'>): string =>
  `${maskCodes(text)} (${ruleName})`;

function alarmRow(alarm: PeriodAlarm, day: number): Cell[] {
  const { priority, raisedAt, inherited, ack, escalations, asides, state } = alarm;
  const text = words.alarms;
  const beside = [
    ...(inherited ? [text.inherited] : []),
    ...(escalations > 0 ? [text.escalated(number(escalations))] : []),
    ...(asides > 0 ? [text.aside(number(asides))] : []),
  ];
  return [
    { text: `${priority} ${priorityName[priority]}`, bold: priority === 'P1' || priority === 'P2' },
    within(raisedAt, day),
    [alarmText(alarm), ...beside].join('; '),
    ack === null ? text.noAck : text.ack(ack.by, within(ack.at, day), span(ack.waitedMs)),
    stateName[state],
  ];
}

/** By raise; of too many the most urgent ones. `day`: an instant of the day whose clock times stand without it. */
export function alarmSection(title: string, none: string, alarms: readonly PeriodAlarm[], day: number): Content[] {
  const isCut = alarms.length > ALARMS;
  const urgent = (a: PeriodAlarm, b: PeriodAlarm): number =>
    a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : a.raisedAt - b.raisedAt;
  const shown = isCut ? alarms.toSorted(urgent).slice(0, ALARMS) : alarms;
  const rows = shown.map((alarm) => alarmRow(alarm, day));
  const after = isCut ? [note(words.alarms.more(number(ALARMS), number(alarms.length)))] : [];
  return section(title, none, ALARM_COLUMNS, rows, after);
}

export function lateSection({ late, from }: Period, as: Truth): Content[] {
  const text = words.late;
  const columns: Column[] = [
    { title: text.columns.source, width: '*' },
    { title: text.columns.count, width: 60, right: true },
    { title: text.columns.median, width: 90, right: true },
    { title: text.columns.longest, width: 90, right: true },
  ];
  const rows = late.sources.map(({ source, count, medianMs, longestMs }) => [
    source,
    number(count),
    span(medianMs),
    span(longestMs),
  ]);
  const longest = late.longest.map(({ type, subject, time, lagMs }) =>
    text.one(type, subject, within(time, from), span(lagMs)),
  );
  return section(
    text.title,
    text.none,
    columns,
    rows,
    rows.length === 0 ? [] : [note(text.longest(longest.join('; '))), note(text[as])],
  );
}

const spanColumns = (first: string, { from, to, span: long }: { from: string; to: string; span: string }): Column[] => [
  { title: first, width: '*' },
  { title: from, width: 90 },
  { title: to, width: 90 },
  { title: long, width: 90, right: true },
];

function spanRow(name: string, begin: number, end: number | null, still: string, period: Period): Cell[] {
  const { from, to } = period;
  return [name, within(begin, from), end === null ? still : within(end, from), span((end ?? to) - begin)];
}

export function silentSection(period: Period): Content[] {
  const text = words.silent;
  const rows = silences(period).map(({ subject, raisedAt, returnedAt }) =>
    spanRow(subject, raisedAt, returnedAt, text.still, period),
  );
  return section(text.title, text.none, spanColumns(text.columns.source, text.columns), rows);
}

export function outageSection(period: Period): Content[] {
  const text = words.outages;
  const { outages, starts, from } = period;
  const rows = outages.map((one) => spanRow(one.name, one.from, one.to, text.still, period));
  const begun = starts.map((at) => within(at, from)).join(', ');
  return [
    ...section(text.title, text.none, spanColumns(text.columns.name, text.columns), rows),
    ...(begun === '' ? [] : [note(text.starts(begun))]),
  ];
}
