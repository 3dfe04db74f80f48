// Which wall, and which of its windows, an address asks for: /wall, /wall/:id, /wall/:id/r/:n.
import type { Region, WallPlan } from '../../shared/wall/plan.ts';

/** `wall` null: the one that this browser is. `region` counts from 1; null: all of the wall. */
export type Place = Readonly<{ wall: string | null; region: number | null }>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function placeOf(pathname: string): Place {
  const [, , id = '', r, n] = pathname.split('/');
  return { wall: UUID.test(id) ? id : null, region: r === 'r' ? Number(n) : null };
}

/** The region of a plan that an address asks for: undefined: all of the wall; null: there is no such region. */
export function regionOf(plan: WallPlan | null, { region }: Place): Region | undefined | null {
  if (region === null || plan === null) return region === null || region === 1 ? undefined : null;
  return plan.regions[region - 1] ?? null;
}
