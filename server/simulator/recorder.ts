// The simulator of a demonstration, in a process of its own: making a day and writing it as JSON must not hold up the
// live loop. It records step by step as it is told, and then goes on in step with the server's clock.
import { send } from '../feed/send.ts';
import { follow } from './follow.ts';
import { createOutbox, type Order, type Outbox, simulateProvince } from './outbox.ts';

/** To the recorder. `next` of a step: the instant that will probably be asked for then; its lines are made meanwhile. */
export type ToRecorder =
  | Readonly<{ do: 'begin'; url: string; key: string; order: Order; from: number }>
  | Readonly<{ do: 'step'; until: number; next: number }>
  | Readonly<{ do: 'live' }>;
export type FromRecorder = Readonly<{ did: 'begin' } | { did: 'step'; accepted: number } | { failed: string }>;

const stop = new AbortController();
process.once('disconnect', () => stop.abort());
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());

const tell = (message: FromRecorder): void => void process.send?.(message);
const fail = (error: unknown): void => {
  tell({ failed: error instanceof Error ? error.message : String(error) });
  process.exit(1);
};

let door: Readonly<{ url: string; key: string; outbox: Outbox }> | null = null;
let ready: string[] = [];

async function obey(message: ToRecorder): Promise<void> {
  if (message.do === 'begin') {
    const { url, key, order, from } = message;
    door = { url, key, outbox: createOutbox(simulateProvince(order), from) };
    return tell({ did: 'begin' });
  }
  if (!door) throw new Error('the recorder was not begun');
  const { url, key, outbox } = door;
  if (message.do === 'step') {
    const lines = [...ready, ...outbox.take(message.until)];
    ready = [];
    const { failure, totals } = await send(lines, { url, key, rate: null, patienceMs: 60_000 });
    if (failure !== null) throw new Error(failure);
    if (totals.quarantined > 0) throw new Error(`the door quarantined ${totals.quarantined} simulated events`);
    tell({ did: 'step', accepted: totals.accepted });
    ready = outbox.take(message.next);
    return;
  }
  await follow({ url, key, speed: 1 }, outbox, stop.signal);
  process.exit(0);
}

process.on('message', (message: ToRecorder) => {
  obey(message).catch(fail);
});
