// When a place that a fold comes by is kept: not too far from the last, and not where one is kept already.
import type { Model } from '../../shared/model.ts';
import { type Kept, keepModel, modelOf } from './kept.ts';
import { isBehind, type Keyframes } from './keyframes.ts';
import type { Position } from './rows.ts';

/** Rows between two kept places, and where keeping one takes much memory. */
const NEAR_ROWS = 5_000;
const FAR_ROWS = 10_000;
const MUCH_BYTES = 1_500_000;
/** A model that has gone so far begins anew at a kept place: it shares what it has touched with everyone again. */
const ANEW_ROWS = 40_000;

/** How far a fold has come. `place`: where it began or last came by a kept place; `rows` since then; `all` since it began. */
export type Way = { place: Position; rows: number; all: number };
export const wayFrom = (place: Position): Way => ({ place, rows: 0, all: 0 });

/** Called behind each row; the model to go on with. */
export type Keep = (model: Model, position: Position, way: Way) => Model;

export function keeping(frames: Keyframes): Keep {
  let spacing = NEAR_ROWS;
  return (model, position, way) => {
    way.rows += 1;
    way.all += 1;
    if (way.rows < spacing) return model;
    const before = frames.before(position.foldAt, position.seq);
    const isKept = before !== null && isBehind(before.position, way.place);
    way.place = isKept ? before.position : position;
    way.rows = 0;
    if (isKept) return model;
    const kept: Kept = keepModel(model, { apart: frames.isFirstOfDay(position.foldAt) });
    spacing = kept.bytes > MUCH_BYTES ? FAR_ROWS : NEAR_ROWS;
    frames.add({ position, kept });
    if (way.all < ANEW_ROWS) return model;
    way.all = 0;
    return modelOf(kept);
  };
}
