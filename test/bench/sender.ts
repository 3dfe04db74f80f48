// A sender in a process of its own: makes its bodies first, waits for the word, posts one after the other.
import { Agent, request } from 'node:http';
import { createEvents, eventJson } from './events.ts';
import { KEY } from './server.ts';

type Order = { url: string; batches: number; size: number; serial: string; from: number; to: number };

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function post(url: string, body: Buffer): Promise<{ status: number; accepted: number }> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}/api/events`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${KEY}`,
          'content-type': 'application/cloudevents-batch+json',
          'content-length': body.length,
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            accepted: (JSON.parse(text) as { accepted?: number }).accepted ?? 0,
          }),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

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
        const answer = await post(url, body);
        if (answer.status === 429) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          continue;
        }
        if (answer.status !== 200) throw new Error(`status ${answer.status}`);
        accepted += answer.accepted;
        break;
      }
    bodies = [];
    process.send?.({ accepted });
  })();
});

let bodies: Buffer[] = [];
let url = '';
