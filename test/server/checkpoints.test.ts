// What a replay begins a seek with: forks along a log, spread over it, bounded in memory, never changed by those who begin there.
import { expect, it } from 'vitest';
import { CHECKPOINT_ROWS, createCheckpoints } from '../../server/history/checkpoints.ts';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, forkModel, type Model, step } from '../../shared/model.ts';
import { pack } from '../../shared/pack.ts';

const FROM = Date.parse('2026-11-24T09:00:00.000+07:00');
const submitted = (seq: number): LogEvent => ({
  seq,
  id: String(seq),
  source: '/t',
  type: 'dossier.submitted',
  subject: `HS-${seq}`,
  agency: null,
  time: FROM + seq,
  receivedAt: FROM + seq,
  foldAt: FROM + seq,
  data: { level: 3 },
});
const foldTo = (model: Model, seq: number): Model => {
  for (let next = model.seq + 1; next <= seq; next++) step(model, submitted(next));
  return model;
};
const place = (model: Model) => ({ position: { foldAt: model.at, seq: model.seq }, rows: model.seq, model });

it('gives the newest place that is not too new, and none of another line', () => {
  const kept = createCheckpoints();
  const model = emptyModel(false);
  for (const seq of [1, CHECKPOINT_ROWS + 1, 2 * CHECKPOINT_ROWS + 1]) kept.offer('then', place(foldTo(model, seq)));
  const found = kept.nearest('then', FROM + 2 * CHECKPOINT_ROWS);
  expect(found?.rows).toBe(CHECKPOINT_ROWS + 1);
  expect(kept.nearest('then', FROM)).toBeNull();
  expect(kept.nearest('now/9', FROM + 10 ** 9)).toBeNull();
});

it('keeps the model as it was, whatever becomes of the one that was offered and of those that begin there', () => {
  const kept = createCheckpoints();
  const model = foldTo(emptyModel(false), 100);
  const then = pack(model);
  kept.offer('then', place(model));
  foldTo(model, 200);
  const found = kept.nearest('then', FROM + 10 ** 9)!;
  foldTo(forkModel(found.model), 300);
  expect(pack(found.model)).toBe(then);
});

it('keeps none beside another, and thins out the line that has rested longest', () => {
  const kept = createCheckpoints(4 * CHECKPOINT_ROWS);
  const model = emptyModel(false);
  kept.offer('then', place(foldTo(model, 1)));
  kept.offer('then', place(foldTo(model, 2)));
  expect(kept.nearest('then', FROM + 10 ** 9)?.rows).toBe(1);
  for (let n = 1; n <= 6; n++) kept.offer('then', place(foldTo(model, n * CHECKPOINT_ROWS + 1)));
  const stays = new Set(
    Array.from({ length: 8 }, (_, n) => kept.nearest('then', FROM + n * CHECKPOINT_ROWS + 1)?.rows),
  );
  const entries = [...stays].reduce<number>((sum, rows) => sum + (rows ?? 0), 0);
  expect(entries).toBeLessThanOrEqual(4 * CHECKPOINT_ROWS);
  expect(entries).toBeGreaterThan(0);
  const other = emptyModel(false);
  kept.offer('now/1', place(foldTo(other, 2 * CHECKPOINT_ROWS)));
  expect(kept.nearest('now/1', FROM + 10 ** 9)?.rows).toBe(2 * CHECKPOINT_ROWS);
});
