// The one list of storms, for tests, for training, and for `npm run simulate -- --scenario`.
import type { Province } from '../province.ts';
import { createRandom } from '../random.ts';
import { campaign, chatter, thousand } from './alerts.ts';
import { flappingNet, trunkCut } from './endpoints.ts';
import { duplicates, late, silent } from './feeds.ts';
import type { Storm, StormPlan } from './storm.ts';

export const STORMS = {
  storm: thousand,
  chatter,
  late,
  dup: duplicates,
  silent,
  'flap-net': flappingNet,
  'trunk-cut': trunkCut,
  campaign,
} as const satisfies Record<string, Storm>;
export type StormName = keyof typeof STORMS;

export const isStorm = (name: string): name is StormName => Object.hasOwn(STORMS, name);

/** The storm of this name and seed, beginning at `from` (epoch ms): the same parts give the same storm. */
export const makeStorm = (name: StormName, seed: number, from: number, province: Province): StormPlan =>
  STORMS[name].make({ random: createRandom(seed, 'storm', name), province, from });
