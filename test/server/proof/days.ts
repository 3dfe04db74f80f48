// An exercise of some days with a few events and alarms in each, and the fingerprints of what was shown, for tests of the proof.
import type pg from 'pg';
import { keepFingerprint } from '../../../server/proof/fingerprints.ts';
import { HOUR_MS, MINUTE_MS, parseInstant } from '../../../shared/time.ts';
import { raise } from '../../support/alarm.ts';
import { event, type TestServer } from '../../support/server.ts';

export type Shown = Readonly<{ seq: number; at: string; hash: string }>;

/** What the server shows now, kept as it would keep it itself (which it does at most once a real second). */
export async function show(server: TestServer, owner: pg.Client): Promise<Shown> {
  const { seq, at, hash } = await server.view();
  await keepFingerprint(owner, { seq, at: parseInstant(at), truth: 'then', hash }, 'minute');
  return { seq, at, hash };
}

/** From 08:00 of the day that begins at `from` (epoch ms): at each of `hours` some events and an alarm, looked at three times. */
export async function runDay(
  server: TestServer,
  owner: pg.Client,
  from: number,
  hours: readonly number[] = [8, 10, 14, 20],
): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const hour of hours) {
    const at = from + hour * HOUR_MS;
    const code = `H44.14-${at}`;
    server.clock?.set(at);
    await server.post([
      event('dossier.submitted', code, at - MINUTE_MS, { level: 3, channel: 'online' }, { agency: 'H44.14' }),
      event('dossier.status', code, at, { status: 2 }),
      event('endpoint.joined', `EP-${hour}`, at),
      event('security.alert', `al-${at}`, at, { severity: 'high', category: 'scan', sensor: 'ids-1' }),
    ]);
    shown.push(await show(server, owner));
    server.clock?.set(at + MINUTE_MS);
    await raise(server, `srv-${hour}`);
    shown.push(await show(server, owner));
    server.clock?.set(at + 30 * MINUTE_MS);
    shown.push(await show(server, owner));
  }
  // While a batch was being written the clock stood still for whoever looked.
  return shown.filter(({ at }, index) => at !== shown[index - 1]?.at);
}
