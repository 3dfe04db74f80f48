// Alarms in tests: raised as a real one is, by an alert on an important system, and acted on over HTTP.
import { randomUUID } from 'node:crypto';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { type Answer, event, type Role, type TestServer } from './server.ts';

/** Posts a critical alert on `asset` and waits for its alarm. */
export async function raise(server: TestServer, asset: string, id: string = randomUUID()): Promise<DeskRow> {
  const data = { severity: 'critical', category: 'web', sensor: 's1', asset, assetLevel: 4 };
  const { status } = await server.post(event('security.alert', id, server.hub.now(), data));
  if (status !== 200) throw new Error(`the alert was answered ${status}`);
  for (let turn = 0; turn < 200; turn++) {
    const row = (await openAlarms(server)).find(({ rule, subject }) => rule === 'A30' && subject === asset);
    if (row) return row;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no alarm on ${asset}`);
}

export const openAlarms = async (server: TestServer, query = '?limit=1000'): Promise<DeskRow[]> =>
  (await server.as('operator', `/api/alarms${query}`)).body.alarms as DeskRow[];

/** A command over HTTP; `id` fresh unless given. */
export const act = (
  server: TestServer,
  role: Role | null,
  row: { occurrence: string; version: number },
  action: string,
  more: object = {},
): Promise<Answer> =>
  server.as(role, `/api/alarms/${row.occurrence}/${action}`, {
    method: 'POST',
    body: JSON.stringify({ id: randomUUID(), version: row.version, ...more }),
  });
