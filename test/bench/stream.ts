// A stream of events at a fixed rate in a process of its own. Open loop: it posts by the clock and waits for no answer.
// `mixed`: every source, dossiers that stay open, alarms. `steady`: endpoints that are registered over and
// over under other names: the views change and the model stays as large as it is (who came and went is kept for two days).
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { instantText } from '../../shared/time.ts';
import { mixedEvents } from '../support/load.ts';
import { monotonic, post } from './post.ts';

export type StreamOrder = Readonly<{
  url: string;
  rate: number;
  seconds: number;
  seed: number;
  kind: 'mixed' | 'steady';
}>;
/** Events a second that were sent, and how many were accepted. */
export type Streamed = Readonly<{ rate: number; accepted: number }>;

const PER_POST = 100;
const ENDPOINTS = 300;
const agent = new Agent({ keepAlive: true, maxSockets: 16, scheduling: 'fifo' });

const steadyEvents = (count: number, turn: number): object[] =>
  Array.from({ length: count }, (_one, n) => ({
    specversion: '1.0',
    id: randomUUID(),
    source: '/load/hoinghi',
    type: 'endpoint.registered',
    subject: `EP-${(turn * 7 + n * 13) % ENDPOINTS}`,
    time: instantText(Date.now()),
    data: { name: `Điểm cầu ${n}, lần ${turn}`, tier: 'commune', agency: 'H44.14', critical: false },
  }));

async function run({ url, rate, seconds, seed, kind }: StreamOrder): Promise<Streamed> {
  const posts = Math.ceil((rate * seconds) / PER_POST);
  const answers: Promise<void>[] = [];
  let accepted = 0;
  const began = monotonic();
  for (let n = 0; n < posts; n++) {
    const events = kind === 'mixed' ? mixedEvents(PER_POST, seed + n, Date.now()) : steadyEvents(PER_POST, seed + n);
    const body = Buffer.from(JSON.stringify(events));
    const early = began + (n * PER_POST * 1000) / rate - monotonic();
    if (early > 0) await wait(early);
    const posted = post(agent, url, 'application/cloudevents-batch+json', body).then((answer) => {
      if (answer.status !== 200) throw new Error(`post ${n}: status ${answer.status}`);
      accepted += answer.body.accepted ?? 0;
    });
    posted.catch(() => {}); // heard at the end
    answers.push(posted);
  }
  const took = (monotonic() - began) / 1000;
  await Promise.all(answers);
  return { rate: (posts * PER_POST) / took, accepted };
}

process.on('message', (order: StreamOrder) => {
  run(order).then(
    (streamed) => process.send?.(streamed),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
