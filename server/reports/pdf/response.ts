// How the desk answered its alarms, from the key figures: against our own response times.
import type { Content } from 'pdfmake/interfaces';
import type { Kpi, KpiFigure } from '../../../shared/alarm/kpi-schema.ts';
import { fraction, number, percent, span } from '../../../shared/i18n/format.ts';
import { SECOND_MS } from '../../../shared/time.ts';
import { type Cell, type Column, heading, table } from './parts.ts';
import { pdfWords, priorityName } from './words.ts';

const words = pdfWords.response;
const seconds = (value: number | null): string => (value === null ? words.none : span(value * SECOND_MS));

function target({ target: set, missed }: KpiFigure): Cell {
  if (set === null || !('atMost' in set)) return '';
  const text = words.atMost(span(set.atMost * SECOND_MS));
  return missed ? { text: words.missed(text), bold: true } : text;
}

export function responseSection(kpi: Kpi): Content[] {
  const { toAcknowledge, escalations, shelved, suppressed, flood, overdue } = kpi;
  const columns: Column[] = [
    { title: words.columns.name, width: '*' },
    { title: words.columns.value, width: 90, right: true },
    { title: words.columns.beside, width: 190 },
  ];
  const list = (...counts: readonly number[]): string => counts.map(number).join(', ');
  const beside = shelved.count > 0 ? words.shelvedFor(seconds(shelved.seconds), number(shelved.atEnd)) : '';
  const rows: Cell[][] = [
    [words.announced, number(kpi.announced), ''],
    [words.acknowledged, number(toAcknowledge.all.count), ''],
    [words.half, seconds(toAcknowledge.all.p50.value), ''],
    [words.most, seconds(toAcknowledge.all.p95.value), ''],
    ...(['P1', 'P2', 'P3', 'P4'] as const).map((priority): Cell[] => {
      const { p95 } = toAcknowledge[priority];
      return [words.mostOf(`${priority} ${priorityName[priority]}`), seconds(p95.value), target(p95)];
    }),
    [words.overdue, number(overdue.value), overdue.missed ? { text: words.missed(number(0)), bold: true } : number(0)],
    [words.escalated, list(...escalations.steps), ''],
    [words.shelved, number(shelved.count), beside],
    [words.suppressed, list(suppressed.byRule, suppressed.byPerson, suppressed.outOfService), ''],
    [words.flood, percent(flood.of), flood.of === null ? '' : `${fraction(flood.of)} giây`],
  ];
  return [heading(words.title), table(columns, rows)];
}
