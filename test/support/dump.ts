// pg_dump and pg_restore as new as the server: of this machine, or of the tree that .ci/timescaledb.sh built.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import pg from 'pg';

const tree = process.env.IOC_TIMESCALE_TREE ?? '/var/cache/ioc-timescaledb';
const inTree = '/usr/lib/postgresql/17/bin';

type Tool = (name: 'pg_dump' | 'pg_restore', args: readonly string[], input?: Buffer) => Buffer;

function toolBehind(prefix: readonly string[], folder: string): Tool {
  return (name, args, input) => {
    const [command = '', ...rest] = [...prefix, `${folder}${name}`, ...args];
    const options: SpawnSyncOptions = { maxBuffer: 1 << 28, ...(input ? { input } : {}) };
    const { status, stdout, stderr, error } = spawnSync(command, rest, options);
    if (error || status !== 0) throw new Error(`${name} ended with ${status}: ${error ?? stderr.toString()}`);
    return stdout as Buffer;
  };
}

const major = (tool: Tool): number => {
  try {
    return Number(/ (\d+)/.exec(tool('pg_dump', ['--version']).toString())?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Throws where there is none for this server. */
export async function dumpTool(url: string): Promise<Tool> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  await client.end();
  const needed = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  const tools = [toolBehind([], '')];
  if (existsSync(`${tree}${inTree}/pg_dump`)) tools.push(toolBehind(['chroot', tree], `${inTree}/`));
  const tool = tools.find((one) => major(one) >= needed);
  if (!tool) throw new Error(`no pg_dump of version ${needed} was found on the PATH or in ${tree}`);
  return tool;
}
