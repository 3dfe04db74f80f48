// The figures of a day's view as tables: the dossiers' key figures, units, conferences, security.
import type { Content } from 'pdfmake/interfaces';
import { decimal, fraction, minuteClock, number, percent, UNKNOWN } from '../../../shared/i18n/format.ts';
import type { DossierView } from '../../../shared/sources/dossier/view-schema.ts';
import { parseInstant } from '../../../shared/time.ts';
import type { View } from '../../../shared/view.ts';
import { moment } from '../stamp.ts';
import { words as common } from '../words.ts';
import { type Cell, type Column, heading, known, note, ratioCells, section, table } from './parts.ts';
import { pdfWords as words } from './words.ts';

const text = words.figures;

const sumOf = (...values: readonly (number | null)[]): number | null =>
  values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);

/** Mark, name, value, and what it is made of. */
function figureRows(dossier: DossierView): Cell[][] {
  const of = (id: string, name: string, value: number | null): Cell[] => [id, name, known(value), ''];
  const ratio = (id: string, name: string, parts: DossierView['online']): Cell[] => [id, name, ...ratioCells(parts)];
  const { duration } = dossier;
  return [
    of('', text.submitted, dossier.submitted),
    of('K1', text.received, dossier.received),
    of('K1s', text.awaiting, dossier.awaitingReceipt),
    of('K2', text.carriedOver, dossier.carriedOver),
    of('', text.reopened, dossier.reopened),
    of('K3', text.toResolve, sumOf(dossier.received, dossier.carriedOver, dossier.reopened)),
    of('K4', text.resolved, dossier.resolved),
    of('K4l', text.late, dossier.late),
    of('K5', text.open, dossier.open),
    of('K5l', text.overdue, dossier.overdue),
    of('K5n', text.nearlyDue, dossier.nearlyDue),
    of('K6', text.paused, dossier.paused),
    of('K7', text.withdrawn, dossier.withdrawn),
    of('K8', text.rejected, dossier.rejected),
    ratio('K9', text.online, dossier.online),
    of('K10', text.lateReceipt, dossier.lateReceipt),
    [
      'K11',
      text.duration,
      duration === null ? UNKNOWN : text.durationOf(decimal(duration.meanHours), decimal(duration.p90Hours)),
      duration === null ? '' : text.ofResolved(number(duration.count)),
    ],
    ...(['F1', 'F2', 'F3', 'F4'] as const).map((formula) =>
      ratio(formula, text.onTime(formula), dossier.formulas[formula]),
    ),
    ratio('K15', text.coverage, dossier.coverage),
    ratio('K16', text.satisfied, dossier.satisfied),
    of('', text.rewritten, dossier.rewritten),
  ];
}

export function dossierSection({ dossier, quality }: View): Content[] {
  const columns: Column[] = [
    { title: text.columns.id, width: 28 },
    { title: text.columns.name, width: '*' },
    { title: text.columns.value, width: 90, right: true },
    { title: text.columns.parts, width: 100, right: true },
  ];
  const { byLevel, asOf } = dossier;
  const levels = [byLevel['2'], byLevel['3'], byLevel['4'], byLevel.unknown].map(number);
  return [
    heading(text.title),
    table(columns, figureRows(dossier)),
    ...(asOf === null
      ? []
      : [
          note(text.levels(...(levels as [string, string, string, string]))),
          note(quality.balance === false ? words.attention.unbalanced : text.balanced),
          note(text.asOf(moment(parseInstant(asOf)))),
        ]),
  ];
}

/** Most overdue first; what a unit has not said stands in words. */
export function unitSection({ dossier }: View): Content[] {
  const { title, none, order, columns } = words.units;
  const entries = Object.entries(dossier.byAgency).sort(
    ([a, one], [b, other]) => (other.overdue ?? 0) - (one.overdue ?? 0) || (a < b ? -1 : 1),
  );
  const rows = entries.map(([code, unit]): Cell[] => {
    const ofToday = (value: number | null): Cell =>
      unit.reporting === 'silent' ? { text: common.noDataToday, italics: true } : known(value);
    return [code, unit.name, ofToday(unit.received), ofToday(unit.resolved), known(unit.open), known(unit.overdue)];
  });
  const figure = (name: string): Column => ({ title: name, width: 62, right: true });
  return section(
    title,
    none,
    [
      { title: columns.code, width: 68 },
      { title: columns.name, width: '*' },
      ...[columns.received, columns.resolved, columns.open, columns.overdue].map(figure),
    ],
    rows,
    rows.length === 0 ? [] : [note(order)],
  );
}

export function conferenceSection({ conference }: View): Content[] {
  const { title, none, unknown, total, columns, state } = words.conference;
  if (conference.asOf === null) return [heading(title), { text: unknown }];
  const clockOf = (instant: string): string => minuteClock(parseInstant(instant));
  const rows = Object.values(conference.conferences).map((one): Cell[] => [
    one.title,
    `${clockOf(one.startsAt)}–${clockOf(one.endsAt)}`,
    state[one.state],
    `${number(one.online)} / ${number(one.invited)}`,
    one.availability === null ? UNKNOWN : percent(one.availability),
    one.drops === null ? UNKNOWN : `${number(one.drops.numerator)} / ${decimal(one.drops.denominator)}`,
  ]);
  const { availability } = conference;
  return section(
    title,
    none,
    [
      { title: columns.title, width: '*' },
      { title: columns.time, width: 66 },
      { title: columns.state, width: 66 },
      ...[columns.joined, columns.availability, columns.drops].map(
        (name): Column => ({ title: name, width: 68, right: true }),
      ),
    ],
    rows,
    availability === null || availability.denominator === 0
      ? []
      : [note(total(percent(availability), fraction(availability)))],
  );
}

export function securitySection({ security }: View): Content[] {
  const { title, unknown, columns, severity, incidents } = words.security;
  if (security.asOf === null) return [heading(title), { text: unknown }];
  const rows = (['critical', 'high', 'medium', 'low'] as const).map((one): Cell[] => [
    severity[one],
    known(security.today[one]),
    known(security.open[one]),
  ]);
  return [
    heading(title),
    table(
      [
        { title: columns.severity, width: '*' },
        { title: columns.today, width: 110, right: true },
        { title: columns.open, width: 110, right: true },
      ],
      rows,
    ),
    note(incidents(number(security.openIncidents))),
  ];
}
