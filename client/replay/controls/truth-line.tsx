// One line that says what is being believed: which truth, how much came late, whether the day and the link were verified.
import { number } from '../../../shared/i18n/format.ts';
import type { Truth } from '../../feed/replay.ts';
import type { Asked } from '../asked.ts';
import { missingAt } from '../moment.ts';
import type { DayStrip, Proof, Stamp } from '../told.ts';
import { proofState, shortHash, verdictOf } from '../verdict.ts';
import { words } from '../words.ts';

type Props = Readonly<{
  as: Truth;
  at: number;
  strip: DayStrip | null;
  proof: Asked<Proof>;
  /** null: one did not come by a permalink. */
  stamp: Asked<Stamp> | null;
}>;

export function truthText(as: Truth, at: number, strip: DayStrip | null): string {
  if (!strip) return '';
  if (strip.late.count === 0) return words.explain.none[as];
  const here = missingAt(strip.late, at);
  return words.explain[as](number(strip.late.count), here === null ? null : number(here));
}

export function TruthLine({ as, at, strip, proof, stamp }: Props) {
  return (
    <div className="replay-row replay-truth">
      <span className="replay-sentence">{truthText(as, at, strip)}</span>
      {stamp && <VerdictText stamp={stamp} />}
      <ProofText proof={proof} />
    </div>
  );
}

function VerdictText({ stamp }: Readonly<{ stamp: Asked<Stamp> }>) {
  const verdict = verdictOf(stamp);
  return (
    <span role="status" className={verdict.is === 'different' ? 'replay-wrong' : undefined} data-verdict={verdict.is}>
      {verdictText(verdict)}
    </span>
  );
}

function verdictText(verdict: ReturnType<typeof verdictOf>): string {
  const text = words.verdict;
  if (verdict.is === 'asking') return text.asking;
  if (verdict.is === 'gone') return text.gone(verdict.message);
  const { hash, recordedHash, foldVersion, recordedFoldVersion } = verdict.stamp;
  switch (verdict.is) {
    case 'same':
      return text.same(shortHash(hash), foldVersion);
    case 'different':
      return text.different(shortHash(hash), shortHash(recordedHash ?? ''), foldVersion);
    case 'other_version':
      return text.other_version(recordedFoldVersion ?? '', foldVersion);
    case 'none':
      return text.none;
  }
}

function ProofText({ proof }: Readonly<{ proof: Asked<Proof> }>) {
  const state = proofState(proof);
  if (state === null) return null;
  if (state === 'failed' || proof.state !== 'told') return <span>{words.proof.failed}</span>;
  const { compared, mismatches, fingerprints } = proof.value;
  switch (state) {
    case 'verified':
      return <span>{words.proof.verified(number(compared), number(fingerprints))}</span>;
    case 'mismatch':
      return <span className="replay-wrong">{words.proof.mismatch(number(mismatches), number(compared))}</span>;
    case 'pending':
      return <span>{words.proof.pending(number(fingerprints))}</span>;
  }
}
