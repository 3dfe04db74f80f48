// A view of the past: which prefix of the log, folded how, looked at when.
import type { Pool, PoolClient } from 'pg';
import type { Model } from '../../shared/model.ts';
import type { View } from '../../shared/view.ts';
import { viewOf } from '../../shared/view-of.ts';
import { foldByTime, foldUpTo, lastSeq, newestBase, seqReceivedBy } from '../fold.ts';
import { viewHash } from '../view-hash.ts';
import { HistoryRefusal, type ViewAnswer, type ViewQuery } from './protocol.ts';
import { refuseBefore } from './pruned.ts';

/**
 * The view at `at`. `then`: the rows received by `at`, or exactly those up to `seq`. `now`: all that is known today,
 * folded by its own time up to `at`. Throws HistoryRefusal where there is none.
 */
export async function viewAt(pool: Pool, query: ViewQuery): Promise<ViewAnswer> {
  const client = await pool.connect();
  try {
    const { model, seq } = await modelAt(client, query);
    return answer(seq, query.at, viewOf(model, query.at));
  } finally {
    client.release();
  }
}

/** The model that such a view is made from, not yet settled to `at`, and the seq it knows. Throws as `viewAt`. */
export async function modelAt(client: PoolClient, query: ViewQuery): Promise<{ model: Model; seq: number }> {
  const { at, as } = query;
  const upTo = await pinOf(client, query);
  if (as === 'now') return { model: await foldByTime(client, upTo, at), seq: upTo };
  const { model } = await foldUpTo(client, upTo);
  if (model.at > at) throw new HistoryRefusal('INVALID', `sự kiện số ${upTo} được nhận sau thời điểm này`);
  return { model, seq: upTo };
}

/** The seq that such a view knows: the one asked for, else as known then the last received by `at`, as known now the last. */
export async function pinOf(client: PoolClient, { at, as, seq }: ViewQuery): Promise<number> {
  refuseBefore(await newestBase(client), at, seq);
  const last = await lastSeq(client);
  if (seq !== null && seq > last) throw new HistoryRefusal('NOT_FOUND', `sổ sự kiện mới đến số ${last}`);
  return seq ?? (as === 'now' ? last : await seqReceivedBy(client, at));
}

const answer = (seq: number, at: number, view: View): ViewAnswer => ({ seq, at, hash: viewHash(view), view });
