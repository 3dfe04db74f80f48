// The accounts of a demonstration: random secrets that stay the same for one DATA_DIR, in a file that only its owner reads.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const stored = z.object({
  /** Source key of the simulator. */
  key: z.string(),
  passwords: z.object({ operator: z.string(), supervisor: z.string(), admin: z.string() }),
  wall: z.object({ id: z.string(), token: z.string() }).nullable(),
  /** What the recorded days were made with: going on needs the same. */
  startDay: z.string(),
  scenario: z.string(),
  seed: z.number(),
});
export type DemoState = z.infer<typeof stored>;

const FILE = 'demo-accounts.json';
const secret = (): string => randomBytes(12).toString('base64url');

/** What an earlier run left in the folder, or new secrets; not yet written. */
export function readDemoState(dataDir: string, fresh: Pick<DemoState, 'startDay' | 'scenario' | 'seed'>): DemoState {
  const path = join(dataDir, FILE);
  if (existsSync(path)) return stored.parse(JSON.parse(readFileSync(path, 'utf8')));
  const passwords = { operator: secret(), supervisor: secret(), admin: secret() };
  // In hex: a key that begins with a dash is an option to whoever types it.
  return { ...fresh, key: randomBytes(16).toString('hex'), passwords, wall: null };
}

export function writeDemoState(dataDir: string, state: DemoState): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, FILE), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}

type PutUser = (username: string, password: string, role: 'operator' | 'supervisor' | 'admin') => Promise<unknown>;
const NAMES = { operator: 'truc', supervisor: 'giamsat', admin: 'admin' } as const;

async function post(url: string, path: string, body: object, cookie?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) };
  return fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) });
}

const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/**
 * Sees to it that every account of `state` can sign in and the wall's token is good; resolves with the lines to print,
 * `demo account <role> <username> <password>`, and the state with the wall in it.
 */
export async function ensureAccounts(
  url: string,
  state: DemoState,
  putUser: PutUser,
): Promise<{ state: DemoState; lines: string[]; operator: { username: string; password: string } }> {
  let admin = '';
  for (const role of ['operator', 'supervisor', 'admin'] as const) {
    const [username, password] = [NAMES[role], state.passwords[role]];
    let login = await post(url, '/api/login', { username, password });
    if (login.status === 401) {
      await putUser(username, password, role);
      login = await post(url, '/api/login', { username, password });
    }
    if (login.status !== 204) throw new Error(`the demo account ${username} cannot sign in (${login.status})`);
    if (role === 'admin') admin = cookieOf(login);
    else await post(url, '/api/logout', {}, cookieOf(login));
  }
  let { wall } = state;
  if (wall) {
    const seen = await fetch(new URL('/api/view', url), { headers: { authorization: `Bearer ${wall.token}` } });
    if (seen.status === 401) wall = null;
  }
  if (!wall) {
    const made = await post(url, '/api/walls', { name: 'Phòng trình diễn' }, admin);
    if (made.status !== 201) throw new Error(`the demo wall cannot be made (${made.status})`);
    wall = z.object({ id: z.string(), token: z.string() }).parse(await made.json());
  }
  await post(url, '/api/logout', {}, admin);
  const people = (['operator', 'supervisor', 'admin'] as const).map(
    (role) => `${role} ${NAMES[role]} ${state.passwords[role]}`,
  );
  const lines = [`wall ${wall.id} ${wall.token}`, ...people].map((account) => `demo account ${account}`);
  return {
    state: { ...state, wall },
    lines,
    operator: { username: NAMES.operator, password: state.passwords.operator },
  };
}
