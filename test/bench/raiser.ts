// A sender of critical alerts, one asset each, in a process of its own: each raises an alarm at once. Open loop: it posts by
// the clock and waits for no answer.
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { instantText } from '../../shared/time.ts';
import { eventJson } from './events.ts';
import { monotonic, post } from './post.ts';

export type RaiseOrder = Readonly<{ url: string; posts: number; perPost: number; perSecond: number; serial: string }>;
/** Of each post: when it was about to be written (monotonic ms). Alarm n of post p is of asset `${serial}-${p}-${n}`. */
export type Raised = Readonly<{ sentAt: number[]; rate: number }>;

const agent = new Agent({ keepAlive: true, maxSockets: 32, scheduling: 'fifo' });

async function run({ url, posts, perPost, perSecond, serial }: RaiseOrder): Promise<Raised> {
  const alert = (asset: string): string =>
    eventJson({
      id: randomUUID(),
      source: '/phutho/soc',
      type: 'security.alert',
      subject: `AL-${asset}`,
      time: instantText(Date.now()),
      data: { severity: 'critical', category: 'malware', sensor: 'ids', asset, assetLevel: 4 },
    });
  const sentAt: number[] = [];
  const answers: Promise<void>[] = [];
  const began = monotonic();
  for (let index = 0; index < posts; index++) {
    const body = `[${Array.from({ length: perPost }, (_one, n) => alert(`${serial}-${index}-${n}`)).join()}]`;
    const early = began + (index * perPost * 1000) / perSecond - monotonic();
    if (early > 0) await wait(early);
    sentAt[index] = monotonic();
    const posted = post(agent, url, 'application/cloudevents-batch+json', Buffer.from(body)).then((answer) => {
      if (answer.status !== 200) throw new Error(`post ${index}: status ${answer.status}`);
    });
    posted.catch(() => {}); // heard at the end
    answers.push(posted);
  }
  const seconds = (monotonic() - began) / 1000;
  await Promise.all(answers);
  return { sentAt, rate: (posts * perPost) / seconds };
}

process.on('message', (order: RaiseOrder) => {
  run(order).then(
    (raised) => process.send?.(raised),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
