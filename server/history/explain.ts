// "Which seventeen?" at any (seq, at): the model of that pair, the members of the figure, and the events that put them there.
import type { Pool, PoolClient } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import type { Explained, ExplainedMember } from '../../shared/explain/answer.ts';
import { tell } from '../../shared/explain/tell.ts';
import { type ListedMember, listMembers, locate } from '../../shared/explain.ts';
import { span } from '../../shared/i18n/format.ts';
import { lastDigits } from '../../shared/mask.ts';
import { DAY_MS, dayNumber, dayStart, instantText } from '../../shared/time.ts';
import { newestBase } from '../fold.ts';
import { eventsOf, type Horizon } from './explain-events.ts';
import { listOfFeed } from './explain-feeds.ts';
import { createHead } from './head.ts';
import type { Lanes } from './lanes.ts';
import { modelAt, pinOf } from './past.ts';
import { type ExplainQuery, HistoryRefusal } from './protocol.ts';

/** What has no digit to be told by. */
const NAMELESS = '…';

type Sources = Readonly<{ pool: Pool; lanes: Lanes }>;

/**
 * The model of the pair. As known now it is folded from the log's beginning: a replay of the day that is open has done so
 * already, and is shared.
 */
async function standing({ lanes }: Sources, client: PoolClient, query: ExplainQuery) {
  const { at, as } = query;
  if (as === 'then') return modelAt(client, query);
  const seq = await pinOf(client, query);
  const from = dayStart(dayNumber(at));
  const base = await newestBase(client);
  const lane = lanes.open({ as, pinned: seq, base, from, to: from + DAY_MS - 1 });
  const head = createHead(lane);
  try {
    await head.goTo(at, () => true);
    return { model: head.model(), seq };
  } finally {
    await head.close();
    await lane.close();
  }
}

/** Throws HistoryRefusal where there is no such figure, nothing of that name in it, or no such past. */
export async function explainAt(sources: Sources, query: ExplainQuery): Promise<Explained> {
  const { figure, agency, conference, at, as, named } = query;
  const located = locate(query);
  if (located === null) throw new HistoryRefusal('INVALID', 'Không có số này để giải thích.');
  const client = await sources.pool.connect();
  try {
    const { model, seq } = await standing(sources, client, query);
    const horizon: Horizon = { seq, at, as };
    const counted = listMembers(model, at, located);
    if (counted.value === undefined)
      throw new HistoryRefusal('NOT_FOUND', 'Lúc đó chưa có đơn vị, hội nghị hay nguồn này.');
    const kept = counted.value !== null && located.figure.list === null;
    const listing = kept ? await listOfFeed(client, located, horizon, counted) : counted;
    const events = await eventsOf(client, listing.members, horizon);
    const { name, text, source } = located.figure;
    return {
      ...{ figure, agency, conference, seq, as },
      at: instantText(at),
      rule: { name, text, source },
      value: counted.value,
      total: listing.total,
      members: listing.members.map((member, index) => outward(member, events[index] ?? [], named)),
      more: (listing.total ?? 0) > listing.members.length,
    };
  } finally {
    client.release();
  }
}

/** A member as it goes out; of an event that is one itself, what it is about. */
function outward(member: ListedMember, events: readonly LogEvent[], named: boolean): ExplainedMember {
  const { kind, id, agency, counts, facts } = member;
  const [event] = kind === 'event' ? events : [];
  const subject = event ? (event.subject ?? event.source) : id;
  const isDossier = kind === 'dossier' || event?.type.startsWith('dossier.') === true;
  return {
    kind,
    subject: isDossier && !named ? lastDigits(subject) || NAMELESS : subject,
    name: event ? tell(event) : member.name,
    agency: event ? event.agency : agency,
    counted: counts > 0,
    facts: event ? { 'Nhận sau khi xảy ra': span(event.receivedAt - event.time), ...facts } : facts,
    events: events.map((one) => ({
      seq: one.seq,
      time: instantText(one.time),
      receivedAt: instantText(one.receivedAt),
      type: one.type,
      text: tell(one),
    })),
  };
}
