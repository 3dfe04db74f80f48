// A stream of events of every source, the same for the same seed, and senders that post it until it is taken.
import { INGEST_KEY } from './server.ts';

/** Whole numbers below `n`, the same sequence for the same seed. */
export function dice(seed: number): (n: number) => number {
  let state = seed >>> 0 || 1;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

type Sent = Readonly<{ id: string; source: string }> & Readonly<Record<string, unknown>>;

/** `count` CloudEvents around the instant `now` (epoch ms): dossiers, endpoints, alerts that raise alarms; some are late. */
export function mixedEvents(count: number, seed: number, now: number): Sent[] {
  const roll = dice(seed);
  const events: Sent[] = [];
  let dossiers = 0;
  const add = (source: string, type: string, subject: string, data: object, agency?: string): void => {
    // A tenth comes hours late, the rest within the last minute.
    const time = now - (roll(10) === 0 ? roll(30 * 3_600_000) : roll(60_000));
    events.push({
      specversion: '1.0',
      id: `${seed}-${events.length}`,
      source,
      type,
      subject,
      time: new Date(time).toISOString(),
      data,
      ...(agency === undefined ? {} : { agency }),
    });
  };
  while (events.length < count) {
    const kind = roll(20);
    const agency = `H44.${1 + roll(20)}`;
    if (kind < 5) {
      dossiers += 1;
      const data = { level: 2 + roll(3), channel: ['online', 'in_person', 'post'][roll(3)] };
      add('/load/motcua', 'dossier.submitted', `H44.${seed}-${dossiers}`, data, agency);
    } else if (kind < 10 && dossiers > 0) {
      const subject = `H44.${seed}-${1 + roll(dossiers)}`;
      add('/load/motcua', 'dossier.status', subject, { status: [2, 2, 4, 4, 9, 3, 5, 7][roll(8)] }, agency);
    } else if (kind < 12 && dossiers > 0) {
      const dueAt = new Date(now + (roll(7) - 3) * 3_600_000).toISOString();
      add('/load/motcua', 'dossier.due', `H44.${seed}-${1 + roll(dossiers)}`, { dueAt, reason: 'initial' });
    } else if (kind < 18) {
      const type = ['endpoint.joined', 'endpoint.left', 'endpoint.dropped', 'endpoint.heartbeat'][roll(4)] as string;
      add('/load/hoinghi', type, `EP-${roll(300)}`, { conference: 'HN-1' });
    } else if (kind < 19) {
      const severity = ['low', 'medium', 'high', 'critical'][Math.min(3, roll(40) === 0 ? 2 + roll(2) : roll(2))];
      const data = {
        severity,
        category: `loai-${roll(5)}`,
        sensor: 's1',
        asset: `srv-${roll(8)}`,
        assetLevel: 1 + roll(5),
      };
      add('/load/anninh', 'security.alert', `alert-${seed}-${events.length}`, data);
    } else add('/load/motcua', 'feed.heartbeat', '/load/motcua', { expectedEverySec: 60 });
  }
  return events;
}

export type Posted = { status: number; accepted: number; duplicates: number; seq: number };

/** One batch to the door; status 0 when no answer came. */
export async function postBatch(url: string, events: readonly object[]): Promise<Posted> {
  try {
    const answer = await fetch(`${url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events),
    });
    const body = (await answer.json()) as Partial<Posted>;
    return {
      status: answer.status,
      accepted: body.accepted ?? 0,
      duplicates: body.duplicates ?? 0,
      seq: body.seq ?? 0,
    };
  } catch {
    return { status: 0, accepted: 0, duplicates: 0, seq: 0 };
  }
}

/** Batches of `size` in the order in which they stand. */
export const inBatches = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Several senders take batches from one pile; `each` hears every answer and says whether to go on. */
export async function sendAll(
  url: string,
  batches: readonly (readonly object[])[],
  senders: number,
  each: (posted: Posted, index: number) => boolean = () => true,
): Promise<void> {
  let next = 0;
  let goesOn = true;
  const sender = async (): Promise<void> => {
    while (goesOn && next < batches.length) {
      const index = next;
      next += 1;
      const posted = await postBatch(url, batches[index] ?? []);
      goesOn = each(posted, index) && goesOn;
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
}
