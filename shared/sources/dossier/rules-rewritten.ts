// A14 (domain.md §4), one notice per agency, to the supervisor and not to the agency: dates that were changed so that late
// work no longer looks late. What he has disposed of stays disposed; only newer ones count.
import { lastDigits } from '../../mask.ts';
import type { Finding, Rule, RuleContext } from '../../source.ts';
import { guidance } from './guidance.ts';
import type { DossierModel } from './model.ts';
import { O, type Offence, offencesByAgency } from './offences.ts';
import { nameOf, vi } from './rules-of-agencies.ts';

/** Subject of offences in dossiers of which no agency is known. */
export const NO_AGENCY = '?';
const CODES_SHOWN = 3;

const WORDS: readonly (readonly [sort: number, words: string])[] = [
  [O.reset, 'đặt lại hồ sơ quá hạn thành đúng hạn'],
  [O.due, 'đổi ngày hẹn trả sau khi đã quá hạn'],
  [O.finish, 'đổi ngày kết thúc xử lý sau khi đã quá hạn'],
  [O.rescheduled, 'hẹn lại ngày trả quá số lần cho phép'],
];

/** At most three of the newest, by their last four digits (domain.md §8). */
function codesOf(offences: readonly Offence[]): string {
  const codes = new Set<string>();
  for (let i = offences.length - 1; i >= 0 && codes.size < CODES_SHOWN; i--) {
    const digits = lastDigits(offences[i]?.code ?? '');
    if (digits !== '') codes.add(digits);
  }
  return codes.size === 0 ? '' : ` (hồ sơ ${[...codes].join(', ')})`;
}

function findingOf(subject: string, offences: readonly Offence[], ctx: RuleContext): Finding | null {
  const disposed = ctx.disposedSeq(subject);
  const allowed = ctx.param('reschedules');
  const newer = offences.filter(
    ({ seq, sort, ordinal }) => seq > disposed && (sort !== O.rescheduled || ordinal > allowed),
  );
  if (newer.length === 0) return null;
  const parts = WORDS.flatMap(([sort, words]) => {
    const count = newer.filter((offence) => offence.sort === sort).length;
    return count === 0 ? [] : [`${vi(count)} lần ${words}`];
  });
  const name = subject === NO_AGENCY ? 'Chưa rõ đơn vị' : nameOf(subject, ctx);
  return {
    subject,
    agency: subject === NO_AGENCY ? null : subject,
    priority: ctx.level('changed'),
    text: `${name}: ${parts.join('; ')}${codesOf(newer)}`,
    count: newer.length,
  };
}

type Memo = { rev: number; agencies: { subject: string; offences: Offence[] }[] };
const memos = new WeakMap<DossierModel, Memo>();

export const rewritten: Rule<DossierModel> = {
  id: 'A14',
  kind: 'notice',
  name: 'Đổi ngày hẹn trả, ngày kết thúc của hồ sơ quá hạn',
  owner: 'Giám sát',
  guidance: guidance.A14,
  levels: { changed: { label: 'có thay đổi', default: 'P2' } },
  params: {
    reschedules: { label: 'Số lần được hẹn lại ngày trả', unit: 'lần', default: 1, min: 1, max: 10 },
  },
  *judge(model, ctx): Iterable<Finding> {
    if (model.offences.size === 0) return;
    let memo = memos.get(model);
    if (memo?.rev !== model.offencesRev) {
      const agencies = [...offencesByAgency(model)].map(([agency, offences]) => ({
        subject: model.agencyCodes[agency] ?? NO_AGENCY,
        offences,
      }));
      memo = { rev: model.offencesRev, agencies };
      memos.set(model, memo);
    }
    for (const { subject, offences } of memo.agencies) {
      const finding = findingOf(subject, offences, ctx);
      if (finding) yield finding;
    }
  },
};
