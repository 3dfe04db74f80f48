// What an older version kept is completed from the empty model, and nothing else in it is touched.
import { describe, expect, it } from 'vitest';
import { completeFrom } from '../../shared/complete.ts';
import { emptyModel, type Model, step } from '../../shared/model.ts';
import { pack, unpack } from '../../shared/pack.ts';
import { MINUTE_MS, parseInstant } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';

describe('completing', () => {
  it('adds what is missing, at any depth of plain objects', () => {
    const loaded = { kept: 1, part: { old: [1], deeper: {} } } as object;
    const empty = { kept: 9, added: new Map(), part: { old: [], fresh: null, deeper: { x: 0 } } };
    expect(completeFrom(loaded, empty)).toEqual({
      kept: 1,
      added: new Map(),
      part: { old: [1], fresh: null, deeper: { x: 0 } },
    });
  });

  it('leaves what is there: null, Maps and their rows, Sets, lists', () => {
    const loaded = { none: null, rows: new Map([['a', { x: 1 }]]), set: new Set([1]), list: [{ x: 1 }] } as object;
    const before = structuredClone(loaded);
    const empty = { none: { y: 1 }, rows: new Map([['b', { x: 1, y: 2 }]]), set: new Set([2]), list: [{ y: 1 }, 2] };
    expect(completeFrom(loaded, empty)).toEqual(before);
  });

  it('takes no key of the prototype for one that is there', () => {
    expect(completeFrom({} as object, { toString: 'x' })).toEqual({ toString: 'x' });
  });
});

it('a model of version 2, which knew of no proofs, shows the same and goes on folding', () => {
  const at = parseInstant('2026-11-24T09:00:00+07:00');
  const event = (seq: number, type: string, subject: string, data: object) => {
    const instant = at + seq * MINUTE_MS;
    const when = { seq, time: instant, receivedAt: instant, foldAt: instant };
    return { ...when, id: `e${seq}`, source: '/t/nguon', type, subject, agency: 'H44.14', data };
  };
  const model = emptyModel(false);
  step(model, event(1, 'dossier.submitted', 'd-1', { level: 4, channel: 'online' }));
  step(model, event(2, 'wall.joined', 'w1', { name: 'Tường 1', build: 'b', scene: 'live' }));
  const old = unpack<{ monitor: { proofs?: unknown } }>(pack(model));
  delete old.monitor.proofs;

  const completed = completeFrom(old as unknown as Model, emptyModel(false));
  expect(completed).toEqual(model);
  for (const one of [completed, model])
    step(
      one,
      event(3, 'audit.day_verified', '2026-11-23', {
        ...{ day: '2026-11-23', compared: 1, mismatches: 0, foldVersion: '3', first: null },
      }),
    );
  expect(viewOf(completed, at + 10 * MINUTE_MS)).toEqual(viewOf(model, at + 10 * MINUTE_MS));
  expect(completed.monitor.proofs.get('2026-11-23')).toMatchObject({ compared: 1 });
});
