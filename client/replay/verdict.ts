// Does a permalink still show what it showed? The stored fingerprint against the one of today's fold.
import type { Asked } from './asked.ts';
import type { Proof, Stamp } from './told.ts';

export type Verdict =
  | Readonly<{ is: 'asking' }>
  | Readonly<{ is: 'same' | 'different' | 'other_version' | 'none'; stamp: Stamp }>
  | Readonly<{ is: 'gone'; message: string }>;

export function verdictOf(asked: Asked<Stamp>): Verdict {
  if (asked.state === 'asking') return { is: 'asking' };
  if (asked.state === 'failed') return { is: 'gone', message: asked.failure.message };
  const stamp = asked.value;
  if (stamp.recordedHash === null) return { is: 'none', stamp };
  if (stamp.recordedFoldVersion !== stamp.foldVersion) return { is: 'other_version', stamp };
  return { is: stamp.recordedHash === stamp.hash ? 'same' : 'different', stamp };
}

/** Enough of a hash to compare by eye. */
export const shortHash = (hash: string): string => hash.slice(0, 8);

export type ProofState = 'failed' | 'verified' | 'mismatch' | 'pending';

export function proofState(asked: Asked<Proof>): ProofState | null {
  if (asked.state === 'asking') return null;
  if (asked.state === 'failed') return 'failed';
  const { checkedAt, mismatches } = asked.value;
  if (checkedAt === null) return 'pending';
  return mismatches > 0 ? 'mismatch' : 'verified';
}
