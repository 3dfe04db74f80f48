// When a fingerprint is taken, of which pair, and what happens when it cannot be stored.
import type { Pool } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFingerprintRecorder, type FingerprintRecorder } from '../../../server/proof/recorder.ts';
import { viewHash } from '../../../server/view-hash.ts';
import type { LogEvent } from '../../../shared/event.ts';
import { emptyModel, FOLD_VERSION } from '../../../shared/model.ts';
import { MINUTE_MS, parseInstant, SECOND_MS } from '../../../shared/time.ts';
import { viewOf } from '../../../shared/view-of.ts';
import { quiet } from '../../support/server.ts';

const START = parseInstant('2026-11-24T09:00:00+07:00');
type Kept = [seq: number, at: string, version: string, truth: string, hash: string, why: string];

let kept: Kept[];
let real: number;
let insert: () => Promise<void>;
let recorder: FingerprintRecorder;
beforeEach(() => {
  [kept, real, insert] = [[], 0, () => Promise.resolve()];
  const pool = {
    query: async ({ values }: { values: Kept }) => {
      await insert();
      kept.push(values);
    },
  } as unknown as Pool;
  recorder = createFingerprintRecorder({ pool, monotonic: () => real, log: quiet });
});

const viewAt = (at: number) => viewOf(emptyModel(false), at);
const publish = async (seq: number, at: number): Promise<void> => {
  recorder.published({ seq, at, view: viewAt(at) });
  await recorder.settled();
};
const alarm = { type: 'alarm.raised' } as LogEvent;
const other = { type: 'dossier.submitted' } as LogEvent;
const seqs = (): number[] => kept.map(([seq]) => seq);

describe('a fingerprint is taken', () => {
  it('of the first pair in each minute of the server’s clock, with its hash and fold version', async () => {
    for (let second = 0; second <= 120; second++) {
      real += SECOND_MS;
      await publish(second, START + second * SECOND_MS);
    }
    expect(seqs()).toEqual([0, 60, 120]);
    const at = START + MINUTE_MS;
    expect(kept[1]).toEqual([60, new Date(at).toISOString(), FOLD_VERSION, 'then', viewHash(viewAt(at)), 'minute']);
  });

  it('of the pair that shows a change of alarms, and of no other', async () => {
    await publish(1, START);
    real += SECOND_MS;
    recorder.folded([other]);
    await publish(2, START + SECOND_MS);
    recorder.folded([other, alarm]);
    await publish(3, START + SECOND_MS + 1);
    await publish(4, START + SECOND_MS + 2);
    expect(kept.map(([seq, , , , , why]) => [seq, why])).toEqual([
      [1, 'minute'],
      [3, 'alarm'],
    ]);
  });

  it('once a real second at most: what changed meanwhile is in the next one', async () => {
    for (let n = 0; n < 30; n++) {
      recorder.folded([alarm]);
      await publish(n, START + n * MINUTE_MS);
      real += 100;
    }
    expect(seqs()).toEqual([0, 10, 20]);
  });

  it('after the frame has gone out, and one at a time', async () => {
    let done = (): void => {};
    insert = () => new Promise((resolve) => (done = resolve));
    recorder.published({ seq: 1, at: START, view: viewAt(START) });
    expect(kept).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    real += 10 * SECOND_MS;
    recorder.folded([alarm]);
    recorder.published({ seq: 2, at: START + MINUTE_MS, view: viewAt(START) });
    done();
    await recorder.settled();
    expect(seqs()).toEqual([1]);
    insert = () => Promise.resolve();
    await publish(3, START + MINUTE_MS + 1);
    expect(seqs()).toEqual([1, 3]);
  });

  it('again of the next pair when it could not be stored; nobody hears of it but the server’s log', async () => {
    insert = () => Promise.reject(new Error('the database is away'));
    await publish(1, START);
    insert = () => Promise.resolve();
    await publish(2, START + 500);
    real += SECOND_MS;
    await publish(3, START + SECOND_MS);
    expect(seqs()).toEqual([3]);
  });
});
