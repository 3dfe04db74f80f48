// What a feed's figures count, where the model keeps the number alone: the log has what was accepted, the quarantine what was
// refused; what was sent twice is nowhere.
import type { PoolClient } from 'pg';
import { known } from '../../shared/explain/words.ts';
import { type Listing, type Located, MOST_MEMBERS } from '../../shared/explain.ts';
import { dayNumber, dayStart } from '../../shared/time.ts';
import { seqReceivedBy } from '../fold.ts';
import type { Horizon } from './explain-events.ts';
import { limited } from './limited.ts';

const LIMIT_MS = 1_500;
const iso = (instant: number): string => new Date(instant).toISOString();

/** The members of a figure that the model only counts; `counted` as it is where nobody knows them. */
export async function listOfFeed(
  client: PoolClient,
  { name, place }: Located,
  horizon: Horizon,
  counted: Listing,
): Promise<Listing> {
  if (name !== 'feeds' || typeof counted.value !== 'number') return counted;
  if (place.pattern === '*.accepted') return accepted(client, place.key, horizon, counted, counted.value);
  if (place.pattern === '*.quarantined') return quarantined(client, place.key, horizon, counted, counted.value);
  return counted;
}

/** The newest of the day. */
async function accepted(
  client: PoolClient,
  source: string,
  { seq, at, as }: Horizon,
  counted: Listing,
  total: number,
): Promise<Listing> {
  const day = dayStart(dayNumber(at));
  const rows = await limited<{ seq: string }>(client, LIMIT_MS, {
    text:
      as === 'then'
        ? `select seq from log where source = $1 and seq <= $2 and seq > $3 order by seq desc limit ${MOST_MEMBERS}`
        : `select seq from log where source = $1 and seq <= $2 and time >= $3 and time <= $4
           order by time desc, seq desc limit ${MOST_MEMBERS}`,
    values: as === 'then' ? [source, seq, await seqReceivedBy(client, day - 1)] : [source, seq, iso(day), iso(at)],
  });
  if (rows === null) return counted;
  const members = rows.map(({ seq: own }) => member(own, { seqs: [Number(own)], facts: {} }));
  return { ...counted, total, members };
}

type Refused = { id: string; envelope: Record<string, unknown>; reason: string };

/** What counted as refused of this feed (submission.ts), newest first. */
async function quarantined(
  client: PoolClient,
  source: string,
  { at }: Horizon,
  counted: Listing,
  total: number,
): Promise<Listing> {
  const rows = await limited<Refused>(client, LIMIT_MS, {
    text: `select id, envelope, reason from quarantine
           where received_at >= $1 and received_at <= $2 and envelope->>'source' = $3 and key_name is not null
             and reason not in ('forbidden', 'not_cloudevents', 'text')
           order by id desc limit ${MOST_MEMBERS}`,
    values: [iso(dayStart(dayNumber(at))), iso(at), source],
  });
  if (rows === null) return counted;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const members = rows.map(({ id, envelope, reason }) =>
    member(id, {
      seqs: [],
      facts: known({ 'Lý do': reason, Loại: text(envelope.type), 'Thời điểm': text(envelope.time) }),
    }),
  );
  return { ...counted, total, members };
}

const member = (
  id: string,
  of: Readonly<{ seqs: number[]; facts: Record<string, string> }>,
): Listing['members'][number] => ({
  ...{ kind: 'event', id, counts: 1, of: 1, rank: 0, name: null, agency: null, facts: of.facts },
  trace: { seqs: of.seqs, spans: [] },
});
