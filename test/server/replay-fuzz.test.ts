// Whatever is asked of replays in whatever order: each frame shows what a fold from the log's first row gives for its
// (seq, at), byte for byte, and nothing that came, or is dated, later. IOC_TEST_RUNS: so many frames.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { viewHash } from '../../server/view-hash.ts';
import { instantText, parseInstant } from '../../shared/time.ts';
import type { Frame } from '../../shared/wire-schema.ts';
import { act, raise } from '../support/alarm.ts';
import { dice, inBatches, mixedEvents, postBatch } from '../support/load.ts';
import { connectPlayer } from '../support/player.ts';
import { refold } from '../support/refold.ts';
import { startTestServer, type TestServer, until } from '../support/server.ts';

const FRAMES = Math.max(500, Number(process.env.IOC_TEST_RUNS ?? 0));
const START = parseInstant('2026-11-19T20:00:00+07:00');
const QUARTER = 900_000;
/** Over a midnight, and one hour in which hardly anything comes. */
const QUARTERS = 28;
const isQuiet = (quarter: number): boolean => quarter >= 20 && quarter < 24;

let server: TestServer;
let end = 0;

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: START });
  const clock = server.clock!;
  for (let quarter = 1; quarter <= QUARTERS; quarter++) {
    clock.set(START + quarter * QUARTER);
    if (isQuiet(quarter)) continue;
    for (const batch of inBatches(mixedEvents(250, 500 + quarter, clock.now()), 125))
      expect((await postBatch(server.url, batch)).status).toBe(200);
    if (quarter % 3 > 0) continue;
    const alarm = await raise(server, `srv-${quarter}`);
    clock.set(clock.now() + 20_000);
    await act(server, 'operator', alarm, 'ack');
  }
  await until('the judgement of the last batch', () => server.hub.waiting() === 0);
  end = server.hub.now();
});
afterAll(() => server.end());

type Seen = { as: 'then' | 'now'; pin: number; at: number; seq: number; hash: string; asked: string };

it(
  `${FRAMES} frames of three replays equal a fold from the beginning`,
  async () => {
    const seen: Seen[] = [];
    let late = 0;

    async function wander(seed: number): Promise<void> {
      const roll = dice(seed);
      const somewhere = (): number => START + roll(end - START);
      const one = await connectPlayer(server);
      let [as, pin, asked]: [Seen['as'], number, string] = ['then', 0, ''];
      one.socket.on('frame', (frame: Frame) => {
        seen.push({ as, pin, at: parseInstant(frame.at), seq: frame.seq, hash: viewHash(one.view()), asked });
      });
      const open = async (): Promise<void> => {
        as = (['then', 'now'] as const)[roll(2)] as Seen['as'];
        await one.ask('close');
        const last = server.hub.model()?.seq ?? 0;
        const seq = roll(2) === 0 ? undefined : Math.floor(last / 2) + roll(Math.floor(last / 2));
        pin = seq ?? last;
        const from = roll(2) === 0 ? START : somewhere();
        const range = { from: instantText(from), to: instantText(Math.max(from + 60_000, somewhere())) };
        asked = `open ${JSON.stringify({ ...range, as, seq })}`;
        const reply = await one.ask('open', { ...range, as, ...(seq === undefined ? {} : { seq }) });
        expect(reply).toMatchObject({ ok: true });
        // Unpinned it ends where the log ended when it was opened, which others may have moved on meanwhile.
        for (const frame of seen) if (frame.asked === asked) frame.pin = reply.seq as number;
        pin = reply.seq as number;
      };
      await open();
      for (let turn = 1; seen.length < FRAMES; turn++) {
        const kind = roll(12);
        if (turn % 40 === 0) await open();
        else if (kind < 5) await one.ask('seek', { at: instantText(somewhere()) });
        else if (kind < 6)
          await Promise.all(Array.from({ length: 4 }, () => one.ask('seek', { at: instantText(somewhere()) })));
        else if (kind < 10) {
          const to = (['event', 'alarm', 'endpoint'] as const)[roll(3)];
          await one.ask('step', {
            to,
            back: roll(2) === 0,
            ...(to === 'endpoint' ? { subject: `EP-${roll(300)}` } : {}),
          });
        } else {
          const from = somewhere();
          const loop =
            roll(3) === 0 ? { from: instantText(from), to: instantText(from + 60_000 + roll(QUARTER)) } : null;
          const speed = [60, 300, 900][roll(3)];
          await one.ask('play', { speed, skipQuiet: roll(2) === 0, loop });
          await new Promise((resolve) => setTimeout(resolve, 150 + roll(400)));
          if (roll(4) > 0) await one.ask('pause');
        }
        // Meanwhile more comes in, some of it dated hours ago: nobody who has opened before may see it.
        if (turn % 25 === 0) {
          late += 1;
          await postBatch(server.url, mixedEvents(30, 9_000 + late, end));
        }
      }
      one.socket.disconnect();
    }

    await Promise.all([wander(1), wander(2), wander(3)]);
    const expected = await refold(server.database.url, seen);
    for (const [index, { seq, hash, ...frame }] of seen.entries())
      expect({ frame, seq, hash }).toEqual({ frame, ...expected[index] });
    expect(new Set(seen.map(({ as }) => as)).size).toBe(2);
  },
  120_000 + 60 * FRAMES,
);
