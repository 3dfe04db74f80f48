// "Which seventeen?" at any (seq, at): the model of that pair, the members of the figure, and the events that put them there.
import type { Pool } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import type { Explained, ExplainedMember } from '../../shared/explain/answer.ts';
import { tell } from '../../shared/explain/tell.ts';
import { type ListedMember, listMembers, locate } from '../../shared/explain.ts';
import { span } from '../../shared/i18n/format.ts';
import { lastDigits } from '../../shared/mask.ts';
import { instantText } from '../../shared/time.ts';
import { eventsOf, type Horizon } from './explain-events.ts';
import { listOfFeed } from './explain-feeds.ts';
import { modelAt } from './past.ts';
import { type ExplainQuery, HistoryRefusal } from './protocol.ts';

/** What has no digit to be told by. */
const NAMELESS = '…';

/** Throws HistoryRefusal where there is no such figure, nothing of that name in it, or no such past. */
export async function explainAt(pool: Pool, query: ExplainQuery): Promise<Explained> {
  const { figure, agency, conference, at, as, named } = query;
  const located = locate(query);
  if (located === null) throw new HistoryRefusal('INVALID', 'Không có số này để giải thích.');
  const client = await pool.connect();
  try {
    const { model, seq } = await modelAt(client, query);
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
