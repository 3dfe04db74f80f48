// One input on one occurrence, as the table says.
import type { Priority } from '../source.ts';
import { type Act, isAbove } from './act.ts';
import type { Input } from './inputs.ts';
import { type Table, table } from './machine.ts';
import { type Occurrence, stateOf } from './occurrence.ts';
import type { CellRefusal } from './refusals.ts';

/** The refusal of the cell for this input, or null when it would be carried out (or begins a new occurrence). */
export function refusalOf(o: Occurrence, input: Input, act: Act): CellRefusal | null {
  const cell = table[stateOf(o)][input];
  if (cell.kind === 'refuse') return cell.code(o);
  return cell.kind === 'effect' && cell.guard ? cell.guard(o, act) : null;
}

export type Step =
  | Readonly<{ kind: 'done'; horn: boolean; closed: boolean }>
  | Readonly<{ kind: 'refused'; code: CellRefusal }>
  | Readonly<{ kind: 'recur' }>;

/**
 * Carries one input out on an occurrence that the caller owns. A refused or recurring one is left as it was.
 * `rows`: another table, for tests that break it.
 */
export function transition(o: Occurrence, input: Input, act: Act, rows: Table = table): Step {
  const cell = rows[stateOf(o)][input];
  if (cell.kind === 'recur') return cell;
  if (cell.kind === 'refuse') return { kind: 'refused', code: cell.code(o) };
  const refusal = cell.guard?.(o, act) ?? null;
  if (refusal !== null) return { kind: 'refused', code: refusal };
  const wasOpen = o.open;
  const { horn, bump } = cell.effect(o, act);
  if (bump) o.version += 1;
  if (horn) o.hornAt = act.at;
  return { kind: 'done', horn, closed: wasOpen && !o.open };
}

/** Which of the two raise columns a priority falls into. */
export const raiseInput = (o: Occurrence, priority: Priority): 'raise' | 'raiseHigher' =>
  isAbove(o, priority) ? 'raiseHigher' : 'raise';
