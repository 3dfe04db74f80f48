// What a pruned log no longer knows, said to whoever asks for it, with the first instant that can be seen.
import { dayText, instantText } from '../../shared/time.ts';
import type { Base } from '../fold.ts';
import { HistoryRefusal } from './protocol.ts';

/** Throws a HistoryRefusal that names the first instant of the log. */
export function refusePruned(base: Base | null): never {
  throw new HistoryRefusal(
    'PRUNED',
    `sổ sự kiện trước đó đã được xoá theo thời hạn lưu trữ${base === null ? '' : `; xem được từ ${instantText(base.at)}`}`,
    { where: 'at', ...(base === null ? {} : { first: base.at }) },
  );
}

/** Throws it for an instant (epoch ms) or a seq before the log's base. */
export function refuseBefore(base: Base | null, at: number, seq: number | null = null): void {
  if (base === null || (at >= base.at && (seq === null || seq >= base.seq))) return;
  refusePruned(base);
}

/** What a person is told who asks for a day before `first` (local day number), the first that the log knows whole. */
export const beforeFirstDay = (first: number): string =>
  `Sổ sự kiện trước đó đã được xoá theo thời hạn lưu trữ; xem được từ ngày ${dayText(first)}.`;
