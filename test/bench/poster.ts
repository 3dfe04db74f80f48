// A sender of single events in a process of its own. Open loop: it posts by the clock and waits for no answer, so that a
// slow server gets no relief and its delay is measured in full.
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { instantText } from '../../shared/time.ts';
import { createEvents, eventJson } from './events.ts';
import { monotonic, post } from './post.ts';

/** `alarmEvery`: each so many-th event raises an alarm; 0: none. */
export type PostOrder = Readonly<{ url: string; rate: number; count: number; alarmEvery: number; serial: string }>;
/** For each event: when its request was about to be written (monotonic ms), and the seq of its answer. */
export type Posted = Readonly<{
  sentAt: number[];
  seq: number[];
  /** Index of the event → subject of the alarm it raises. */
  alarms: [index: number, subject: string][];
  /** Events a second that were sent. */
  rate: number;
}>;

const agent = new Agent({ keepAlive: true, maxSockets: 64, scheduling: 'fifo' });

async function run({ url, rate, count, alarmEvery, serial }: PostOrder): Promise<Posted> {
  const now = Date.now();
  const next = createEvents({ from: now, to: now + (count / rate) * 1000, count, serial });
  const alarms: Posted['alarms'] = [];
  const bodies = Array.from({ length: count }, (_one, index) => {
    const event = next();
    if (alarmEvery === 0 || index % alarmEvery !== alarmEvery >> 1) return Buffer.from(eventJson(event));
    const asset = `srv-${serial}-${index}`;
    alarms.push([index, asset]);
    return Buffer.from(
      eventJson({
        id: randomUUID(),
        source: '/phutho/soc',
        type: 'security.alert',
        subject: `AL-${serial}-${index}`,
        time: instantText(now),
        data: { severity: 'critical', category: 'malware', sensor: 'ids', asset, assetLevel: 3 },
      }),
    );
  });
  const [sentAt, seq]: [number[], number[]] = [[], []];
  const answers: Promise<void>[] = [];
  const began = monotonic();
  for (const [index, body] of bodies.entries()) {
    // Somewhere in its slot: a fixed beat could always or never meet what the server does once a second.
    const early = began + ((index + Math.random()) * 1000) / rate - monotonic();
    if (early > 0) await wait(early);
    sentAt[index] = monotonic();
    const posted = post(agent, url, 'application/cloudevents+json', body).then((answer) => {
      if (answer.status !== 200) throw new Error(`event ${index}: status ${answer.status}`);
      seq[index] = answer.body.seq ?? Number.NaN;
    });
    posted.catch(() => {}); // heard at the end
    answers.push(posted);
  }
  const seconds = (monotonic() - began) / 1000;
  await Promise.all(answers);
  return { sentAt, seq, alarms, rate: count / seconds };
}

process.on('message', (order: PostOrder) => {
  run(order).then(
    (posted) => process.send?.(posted),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
