// What the door refused: to be looked at by operators, and sent again by an administrator once the cause is mended.
import express, { type Router } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import { instantText } from '../shared/time.ts';
import type { Auth } from './auth/auth.ts';
import type { Actor } from './auth/directory.ts';
import { type DoorContext, judgeEvent } from './ingest/envelope.ts';
import { refuse } from './refusal.ts';
import type { Hub } from './submission.ts';

type Row = {
  id: string;
  received_at: Date;
  key_name: string | null;
  reason: string;
  envelope: Record<string, unknown>;
  data: Record<string, unknown> | null;
  dropped: string[];
  retried_at: Date | null;
  retried_seq: string | null;
};

export const quarantineQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.coerce.number().int().min(0).optional(),
  reason: z.string().max(200).optional(),
  source: z.string().max(1024).optional(),
});

const outward = (row: Row) => ({
  id: Number(row.id),
  receivedAt: instantText(row.received_at.getTime()),
  key: row.key_name,
  reason: row.reason,
  envelope: row.envelope,
  data: row.data,
  dropped: row.dropped,
  retriedAt: row.retried_at === null ? null : instantText(row.retried_at.getTime()),
  retriedSeq: row.retried_seq === null ? null : Number(row.retried_seq),
});

export function quarantineRoutes(deps: {
  hub: Hub;
  pool: Pool;
  auth: Pick<Auth, 'guard' | 'originCheck'>;
  context: (keyName: string) => DoorContext;
  audit: (actor: Actor, what: { quarantine: number; seq: number | null; reason: string | null }) => Promise<void>;
}): Router {
  const { hub, pool, auth } = deps;
  const router = express.Router();

  router.get('/api/quarantine', auth.guard('quarantine.read'), async (req, res) => {
    const parsed = quarantineQuery.safeParse(req.query);
    if (!parsed.success)
      return refuse(res, 400, 'INVALID', 'Tham số không đúng.', {
        where: parsed.error.issues[0]?.path.join('.') ?? '',
      });
    const { limit, cursor, reason, source } = parsed.data;
    const { rows } = await pool.query<Row>(
      `select * from quarantine where ($1::bigint is null or id < $1) and ($2::text is null or reason = $2)
       and ($3::text is null or envelope->>'source' = $3) order by id desc limit $4`,
      [cursor ?? null, reason ?? null, source ?? null, limit],
    );
    res.json({ quarantine: rows.map(outward), next: rows.length === limit ? String(rows.at(-1)?.id) : null });
  });

  router.post('/api/quarantine/:id/retry', auth.originCheck, auth.guard('quarantine.retry'), async (req, res) => {
    const { id } = req.params as { id: string };
    const { rows } = /^\d{1,18}$/.test(id)
      ? await pool.query<Row>('select * from quarantine where id = $1', [id])
      : { rows: [] };
    const row = rows[0];
    if (!row) return refuse(res, 404, 'NOT_FOUND', 'Không có sự kiện này trong khu cách ly.');
    const judged = judgeEvent(
      { value: { ...row.envelope, data: row.data ?? {} }, bytes: null, escapes: true },
      deps.context(row.key_name ?? ''),
    );
    if (!judged.ok) {
      await deps.audit(res.locals.actor as Actor, { quarantine: Number(id), seq: null, reason: judged.row.reason });
      return refuse(res, 422, 'INVALID', 'Sự kiện vẫn chưa hợp lệ.', { where: judged.row.reason });
    }
    const outcome = await hub.submit({ rows: [judged.row], quarantine: [] });
    await pool.query('update quarantine set retried_at = now(), retried_seq = $2 where id = $1', [id, outcome.seq]);
    await deps.audit(res.locals.actor as Actor, { quarantine: Number(id), seq: outcome.seq, reason: null });
    const duplicates = outcome.duplicates.size;
    res.json({ accepted: 1 - duplicates, duplicates, quarantined: [], seq: outcome.seq });
  });
  return router;
}
