// When a place that a fold comes by is kept: not too far from the last, and not where one is kept already.
import type { Model } from '../../shared/model.ts';
import { keepModel, modelOf } from './kept.ts';
import type { Keyframe, Keyframes } from './keyframes.ts';
import { nothingPassed, type Passed, pass, passedBehind, pathOf } from './path.ts';
import { isBehind, type Position } from './rows.ts';

/**
 * Rows between two kept places, and where keeping them takes much memory. By the row: a long chain of layers that is made
 * into one counts whole where that is done, and says nothing of the next place.
 */
const NEAR_ROWS = 2_500;
const FAR_ROWS = 10_000;
const MUCH_BYTES_A_ROW = 400;

/**
 * How far a fold has come. `place`: where it began or last came by a kept place; `rows` since then, `passed` which they
 * were, where paths are kept; `next`: the kept place ahead of it, if there was one.
 */
export type Way = { place: Position; rows: number; passed: Passed; next: Keyframe | null };
export const wayFrom = (place: Position): Way => ({ place, rows: 0, passed: nothingPassed(), next: null });

export type Keeping = Readonly<{
  /** Called behind each row; the model to go on with. */
  row: (model: Model, position: Position, way: Way) => Model;
  /** Called behind the last row there is. `position`: up to where there is no other. */
  end: (model: Model, position: Position, way: Way) => void;
}>;

/** `paths`: for an order of the log that is not that of seq. */
export function keeping(frames: Keyframes, { paths = false } = {}): Keeping {
  let spacing = NEAR_ROWS;

  function add(model: Model, position: Position, { place, passed }: Way) {
    const kept = keepModel(model, { apart: frames.isFirstOfDay(position.foldAt) });
    frames.add({ position, kept, ...(paths && { path: pathOf(place, passed) }) });
    return kept;
  }

  /** At a kept place a model begins anew: what it has touched it shares with everyone again. */
  function anew({ position, kept }: Pick<Keyframe, 'position' | 'kept'>, way: Way): Model {
    Object.assign(way, wayFrom(position));
    return modelOf(kept);
  }

  return {
    row(model, position, way) {
      if (way.rows === 0) way.next = frames.after(way.place);
      way.rows += 1;
      if (paths) pass(way.passed, position);
      const { next } = way;
      if (next && next.position.seq === position.seq && next.position.foldAt === position.foldAt)
        return anew(next, way);
      if (way.rows < spacing) return model;
      const before = frames.before(position.foldAt, paths ? Number.POSITIVE_INFINITY : position.seq);
      if (before !== null && isBehind(before.position, way.place)) {
        way.place = before.position;
        way.rows = 0;
        way.passed = passedBehind(way.passed, way.place);
        return model;
      }
      const kept = add(model, position, way);
      spacing = kept.bytes / way.rows > MUCH_BYTES_A_ROW ? FAR_ROWS : NEAR_ROWS;
      return anew({ position, kept }, way);
    },
    end(model, position, way) {
      add(model, position, way);
    },
  };
}
