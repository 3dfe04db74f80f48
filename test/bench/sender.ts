// A sender in a process of its own: makes its bodies first, waits for the word, posts one after the other.
import { Agent } from 'node:http';
import { createEvents, eventJson } from './events.ts';
import { post } from './post.ts';

type Order = { url: string; batches: number; size: number; serial: string; from: number; to: number };

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

process.on('message', (order: Order | 'go') => {
  if (order !== 'go') {
    const next = createEvents({
      from: order.from,
      to: order.to,
      count: order.batches * order.size,
      serial: order.serial,
    });
    bodies = Array.from({ length: order.batches }, () =>
      Buffer.from(`[${Array.from({ length: order.size }, () => eventJson(next())).join(',')}]`),
    );
    url = order.url;
    process.send?.('ready');
    return;
  }
  void (async () => {
    let accepted = 0;
    for (const body of bodies)
      for (;;) {
        const answer = await post(agent, url, 'application/cloudevents-batch+json', body);
        if (answer.status === 429) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          continue;
        }
        if (answer.status !== 200) throw new Error(`status ${answer.status}`);
        accepted += answer.body.accepted ?? 0;
        break;
      }
    bodies = [];
    process.send?.({ accepted });
  })();
});

let bodies: Buffer[] = [];
let url = '';
