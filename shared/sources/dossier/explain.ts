// Which dossiers? Every figure of the dossiers with its rule in words, and the list of those that are counted in it.
import { type Ask, type Entry, type Figure, type Figures, one, type Part } from '../../explain/figure.ts';
import { decimal, span } from '../../i18n/format.ts';
import { dayStart, HOUR_MS, localHour } from '../../time.ts';
import { requiredAgencies } from './agencies.ts';
import { describe } from './explain-facts.ts';
import { RULES } from './explain-rules.ts';
import { AGENCY, COUNTS, RATIOS, submittedIn, type Tally, tallyOfOne } from './figures.ts';
import { agencyKey, type DossierModel, NEVER } from './model.ts';
import { readHistory, type Standing } from './standing.ts';
import type { DossierView } from './view-schema.ts';

type DossierFigure = Figure<DossierModel>;
type Contribution = (tally: Tally) => Readonly<{ counts: number; of: number }>;
type Rank = (standing: Standing) => number;

const standingOf = (model: DossierModel, h: readonly number[]): Standing =>
  readHistory(h, dayStart(model.day), dayStart(model.day + 1));

/** All that contribute something, ranked by `rank` of what their history says. */
function listBy(model: DossierModel, contribution: Contribution, rank: Rank): Entry[] {
  const single = tallyOfOne(model);
  const entries: Entry[] = [];
  for (const [id, { c, h }] of model.dossiers) {
    const { counts, of } = contribution(single.read(c));
    if (counts !== 0 || of !== 0) entries.push({ id, counts, of, rank: rank(standingOf(model, h)) });
  }
  return entries;
}

const count =
  (formula: (tally: Tally) => number): Contribution =>
  (tally) => {
    const counts = formula(tally);
    return { counts, of: counts };
  };

const byDue: Rank = ({ due }) => due;
const byReceipt: Rank = ({ received }) => received;
const bySubmission: Rank = ({ submitted }) => submitted;
const byFinish: Rank = ({ finished }) => finished;
const byPause: Rank = ({ pausedSince }) => pausedSince;

const RANKS: Readonly<Record<keyof typeof COUNTS, Rank>> = {
  submitted: bySubmission,
  received: byReceipt,
  resolved: byFinish,
  late: byDue,
  rejected: bySubmission,
  withdrawn: bySubmission,
  'ofReceived.rejected': byReceipt,
  'ofReceived.withdrawn': byReceipt,
  carriedOver: byReceipt,
  reopened: byReceipt,
  open: byDue,
  overdue: byDue,
  nearlyDue: byDue,
  paused: byPause,
  awaitingReceipt: bySubmission,
  'byLevel.2': byReceipt,
  'byLevel.3': byReceipt,
  'byLevel.4': byReceipt,
  'byLevel.unknown': byReceipt,
  lateReceipt: ({ receiveBy }) => receiveBy,
  rewritten: byDue,
};

/** How far past its due instant it is, or was when it was finished. */
function overdueFact(model: DossierModel, { id }: Entry, { now }: Ask) {
  const dossier = model.dossiers.get(id);
  if (!dossier) return {};
  const { due, finished, status } = standingOf(model, dossier.h);
  const until = status === 9 || status === 10 ? finished : now;
  return due === NEVER || until <= due ? {} : { 'Quá hạn': span(until - due) };
}

const FACTS: Partial<Record<keyof typeof COUNTS, NonNullable<DossierFigure['facts']>>> = {
  overdue: overdueFact,
  late: overdueFact,
  nearlyDue: (model, { id }, { now }) => {
    const dossier = model.dossiers.get(id);
    return dossier ? { 'Còn lại': span(standingOf(model, dossier.h).due - now) } : {};
  },
  lateReceipt: (model, { id }, { now }) => {
    const dossier = model.dossiers.get(id);
    if (!dossier) return {};
    const { received, receiveBy } = standingOf(model, dossier.h);
    return { 'Chậm tiếp nhận': span((received > receiveBy ? received : now) - receiveBy) };
  },
  paused: (model, { id }, { now }) => {
    const dossier = model.dossiers.get(id);
    return dossier ? { 'Đã tạm dừng': span(now - standingOf(model, dossier.h).pausedSince) } : {};
  },
  rewritten: (_model, { counts }) => ({ 'Số lần sửa hôm nay': String(counts) }),
};

const counted = (name: keyof typeof COUNTS): DossierFigure => {
  const facts = FACTS[name];
  return {
    ...RULES[name],
    kind: 'dossier',
    list: (model) => listBy(model, count(COUNTS[name]), RANKS[name]),
    ...(facts ? { facts } : {}),
  };
};

/** Those that are not in the numerator stand first: they are what a person looks for. */
const ratio = (name: keyof typeof RATIOS, label: string): DossierFigure => ({
  ...RULES[name],
  kind: 'dossier',
  list: (model) =>
    listBy(
      model,
      (tally) => {
        const { numerator, denominator } = RATIOS[name](tally);
        return { counts: numerator, of: denominator };
      },
      byDue,
    ).map((entry) => ({ ...entry, rank: entry.counts > 0 ? entry.rank : entry.rank - NEVER })),
  facts: (_model, { counts, of }) => ({
    [label]: counts > 0 ? 'có' : 'không',
    ...(of === 0 ? { 'Trong mẫu số': 'không, hồ sơ mở lại' } : {}),
  }),
});

const ofAgency = (name: keyof typeof AGENCY): DossierFigure => ({
  ...RULES[`byAgency.*.${name}`],
  kind: 'dossier',
  list: (model, { key }) => {
    const agency = model.agencyIndex.get(key);
    if (agency === undefined) return [];
    const contribution = count(({ all }) => all(agencyKey(agency, AGENCY[name])));
    return listBy(model, contribution, name === 'overdue' || name === 'open' ? byDue : byReceipt);
  },
  ...(name === 'overdue' ? { facts: overdueFact } : {}),
});

const worked: Pick<DossierFigure, 'kind' | 'list' | 'facts'> = {
  kind: 'dossier',
  list: (model) => [...model.dossiers].filter(([, { u }]) => u >= 0).map(([id, { u }]) => one(id, -u)),
  facts: (_model, { rank }) => ({ 'Giờ làm việc': decimal(-rank / HOUR_MS) }),
};

const figures: Figures<DossierModel, DossierView> = {
  submitted: counted('submitted'),
  received: counted('received'),
  resolved: counted('resolved'),
  late: counted('late'),
  rejected: counted('rejected'),
  withdrawn: counted('withdrawn'),
  'ofReceived.rejected': counted('ofReceived.rejected'),
  'ofReceived.withdrawn': counted('ofReceived.withdrawn'),
  carriedOver: counted('carriedOver'),
  reopened: counted('reopened'),
  open: counted('open'),
  overdue: counted('overdue'),
  nearlyDue: counted('nearlyDue'),
  paused: counted('paused'),
  awaitingReceipt: counted('awaitingReceipt'),
  'byLevel.2': counted('byLevel.2'),
  'byLevel.3': counted('byLevel.3'),
  'byLevel.4': counted('byLevel.4'),
  'byLevel.unknown': counted('byLevel.unknown'),
  lateReceipt: counted('lateReceipt'),
  rewritten: counted('rewritten'),
  online: ratio('online', 'Nộp trực tuyến'),
  onTime: ratio('onTime', 'Đúng hạn'),
  'formulas.F1': ratio('formulas.F1', 'Đúng hạn'),
  'formulas.F2': ratio('formulas.F2', 'Đúng hạn'),
  'formulas.F3': ratio('formulas.F3', 'Đúng hạn'),
  'formulas.F4': ratio('formulas.F4', 'Đúng hạn'),
  satisfied: ratio('satisfied', 'Hài lòng'),
  'byAgency.*.received': ofAgency('received'),
  'byAgency.*.resolved': ofAgency('resolved'),
  'byAgency.*.open': ofAgency('open'),
  'byAgency.*.overdue': ofAgency('overdue'),
  'byAgency.*.level4Month': ofAgency('level4Month'),
  'hourly.*': {
    ...RULES['hourly.*'],
    kind: 'dossier',
    list: (model, { key, now }) =>
      Number(key) > localHour(now) ? [] : listBy(model, count(submittedIn(Number(key))), bySubmission),
  },
  'duration.count': { ...RULES['duration.count'], ...worked },
  'duration.meanHours': { ...RULES['duration.meanHours'], ...worked, isMeasure: true },
  'duration.p90Hours': { ...RULES['duration.p90Hours'], ...worked, isMeasure: true },
  coverage: {
    ...RULES.coverage,
    kind: 'agency',
    list: (model, { ctx }) =>
      requiredAgencies(model, ctx.registry).map(({ code, hasReported }) => ({
        id: code,
        counts: hasReported ? 1 : 0,
        of: 1,
        rank: hasReported ? 1 : 0,
      })),
    facts: (_model, { counts }) => ({ 'Hôm nay': counts > 0 ? 'đã gửi số liệu' : 'chưa có số liệu' }),
  },
  // What stands behind a month's figure is the report of the month (exports).
  'month.province.offered': null,
  'month.province.used': null,
  'month.province.received': null,
  'month.province.level4': null,
  'month.coverage': null,
  'month.byAgency.*.offered': null,
  'month.byAgency.*.used': null,
  'month.byAgency.*.received': null,
  'month.byAgency.*.level4': null,
  // Of an earlier day both figures are kept, the dossiers behind them are not.
  'corrected.*.version': null,
  'corrected.*.first.submitted': null,
  'corrected.*.first.received': null,
  'corrected.*.first.resolved': null,
  'corrected.*.first.late': null,
  'corrected.*.first.rejected': null,
  'corrected.*.first.withdrawn': null,
  'corrected.*.first.onTime': null,
  'corrected.*.now.submitted': null,
  'corrected.*.now.received': null,
  'corrected.*.now.resolved': null,
  'corrected.*.now.late': null,
  'corrected.*.now.rejected': null,
  'corrected.*.now.withdrawn': null,
  'corrected.*.now.onTime': null,
};

export const dossierPart: Part<DossierModel, DossierView> = { figures, describe };
