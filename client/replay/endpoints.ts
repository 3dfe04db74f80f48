// An endpoint by what a person types of it.
import type { View } from '../../shared/view.ts';
import { foldText } from '../desk/fold-text.ts';

export type Endpoints = View['conference']['grid'];

/** Its name, and its id where the name alone would not tell. */
export const endpointText = (grid: Endpoints, id: string): string => {
  const name = grid[id]?.name ?? id;
  return name === id ? id : `${name} (${id})`;
};

/** By its id, its text as offered, or a part of its name that no other has, without regard to accents; null: none or several. */
export function findEndpoint(grid: Endpoints, typed: string): string | null {
  const wanted = foldText(typed.trim());
  if (wanted === '') return null;
  const ids = Object.keys(grid);
  const exact = ids.find((id) => foldText(id) === wanted || foldText(endpointText(grid, id)) === wanted);
  if (exact !== undefined) return exact;
  const named = ids.filter((id) => foldText(grid[id]?.name ?? '') === wanted);
  const found = named.length > 0 ? named : ids.filter((id) => foldText(endpointText(grid, id)).includes(wanted));
  return found.length === 1 ? (found[0] ?? null) : null;
}
