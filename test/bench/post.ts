// Posting to the door, and the clock that the processes of a benchmark share.
import { type Agent, request } from 'node:http';

export const KEY = 'bench-key-0123456789abcdef';

/** Milliseconds of the machine's monotonic clock: the same in every process, unlike performance.now(). */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

export type Answer = Readonly<{ status: number; body: { accepted?: number; seq?: number } }>;

export function post(agent: Agent, url: string, contentType: string, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}/api/events`,
      {
        method: 'POST',
        agent,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': contentType, 'content-length': body.length },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => {
          try {
            resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as Answer['body'] });
          } catch (error) {
            reject(error);
          }
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
