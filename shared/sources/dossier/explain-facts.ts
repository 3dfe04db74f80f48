// What is to be read beside a dossier, or an agency, in a list: its state by its history, never a person.
import { type Ask, type Described, type Kind, NO_TRACE } from '../../explain/figure.ts';
import { known, momentOf } from '../../explain/words.ts';
import type { Registry } from '../../registry.ts';
import { dayStart } from '../../time.ts';
import { UNREGISTERED } from './agencies.ts';
import * as H from './history.ts';
import { type DossierModel, NEVER, NONE } from './model.ts';
import { readHistory } from './standing.ts';
import { CHANNEL_NAMES, STATUS_NAMES } from './words.ts';

const instantOf =
  (now: number) =>
  (at: number): string | null =>
    at === NONE || at === NEVER ? null : momentOf(at, now);

const agencyName = (registry: Registry, code: string | null): string | null =>
  code === null ? null : `${registry.agencies.get(code)?.name ?? UNREGISTERED} (${code})`;

export function describe(model: DossierModel, kind: Kind, id: string, { ctx, now }: Ask): Described {
  if (kind === 'agency')
    return { name: ctx.registry.agencies.get(id)?.name ?? UNREGISTERED, agency: id, facts: {}, trace: NO_TRACE };
  const dossier = model.dossiers.get(id);
  if (!dossier) return { name: null, agency: null, facts: {}, trace: NO_TRACE };
  const s = readHistory(dossier.h, dayStart(model.day), dayStart(model.day + 1));
  const instant = instantOf(now);
  const agency = model.agencyCodes[s.agency] ?? null;
  const seqs = new Set<number>();
  for (let i = 0; i < dossier.h.length; i += H.STRIDE) seqs.add(dossier.h[i + 1] ?? 0);
  return {
    name: null,
    agency,
    facts: known({
      'Tình trạng': s.isDeleted ? 'Đã xoá' : STATUS_NAMES[s.status],
      'Hẹn trả': instant(s.due) ?? (s.received === NONE ? null : 'không có hạn'),
      Xong: H.isFinished(s.status) ? instant(s.finished) : null,
      'Tiếp nhận': instant(s.received),
      'Hạn tiếp nhận': s.received === NONE ? instant(s.receiveBy) : null,
      Nộp: instant(s.submitted),
      Mức: s.level === 0 ? null : String(s.level),
      'Hình thức': CHANNEL_NAMES[s.channel],
      'Đơn vị': agencyName(ctx.registry, agency),
    }),
    trace: { seqs: [...seqs], spans: [] },
  };
}
