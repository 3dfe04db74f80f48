// How what the history worker refuses is told to whoever asked.
import { instantText } from '../../shared/time.ts';
import type { RefusalExtra } from '../refusal.ts';
import type { HistoryRefusal } from './protocol.ts';

/** `first` beside `where`: the first instant that can be seen, where a pruned log no longer knows what was asked for. */
export function refusalOf({ code, message, extra }: HistoryRefusal): {
  status: 400 | 404;
  code: 'NOT_FOUND' | 'INVALID';
  message: string;
  extra: RefusalExtra;
} {
  const { first, ...rest } = extra;
  const isGone = code === 'NOT_FOUND' || code === 'PRUNED';
  return {
    status: isGone ? 404 : 400,
    code: isGone ? 'NOT_FOUND' : 'INVALID',
    message,
    extra: { ...rest, ...(first === undefined ? {} : { first: instantText(first) }) },
  };
}
