// What a rule would have raised beside what it did raise: which of them are the same alarm.
import type { Priority } from '../../shared/source.ts';

/** One activation: raised until returned (instants as text; null: it still stood at the end of the day). */
export type Activation = Readonly<{
  subject: string;
  priority: Priority;
  raisedAt: string;
  returnedAt: string | null;
  count: number;
  text: string;
}>;
export type DryRun = Readonly<{
  day: string;
  rule: string;
  events: number;
  note: string;
  would: readonly Activation[];
  wouldTotal: number;
  did: readonly Activation[];
  didTotal: number;
}>;

/** At least one of the two is there. */
export type Pair = Readonly<{ would: Activation | null; did: Activation | null }>;

/** The dry run is judged in steps: what ended just before the other began may be the same. */
const SLACK_MS = 60_000;

const begin = ({ raisedAt }: Activation): number => Date.parse(raisedAt);
const end = ({ returnedAt }: Activation): number =>
  returnedAt === null ? Number.POSITIVE_INFINITY : Date.parse(returnedAt);
const overlap = (a: Activation, b: Activation): boolean =>
  begin(a) <= end(b) + SLACK_MS && begin(b) <= end(a) + SLACK_MS;

/** Two of the same subject that stood at the same time are one alarm. By time; each is in one pair. */
export function pairsOf({ would, did }: Pick<DryRun, 'would' | 'did'>): Pair[] {
  const left = new Map<string, Activation[]>();
  for (const one of did) left.set(one.subject, [...(left.get(one.subject) ?? []), one]);
  const pairs: Pair[] = would.map((one) => {
    const others = left.get(one.subject) ?? [];
    const index = others.findIndex((other) => overlap(one, other));
    return { would: one, did: index === -1 ? null : (others.splice(index, 1)[0] ?? null) };
  });
  for (const others of left.values()) for (const one of others) pairs.push({ would: null, did: one });
  return pairs.sort((a, b) => first(a) - first(b));
}

const first = ({ would, did }: Pair): number =>
  Math.min(
    would === null ? Number.POSITIVE_INFINITY : begin(would),
    did === null ? Number.POSITIVE_INFINITY : begin(did),
  );
