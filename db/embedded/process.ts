// What runs: postmaster.pid and the processes of one cluster.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const text = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

/** Fields of /proc/PID/stat after the command name: [0] state, [19] start time in ticks since boot. */
const statOf = (pid: number): readonly string[] | null => {
  const stat = text(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

/** When a process began, in units that only equality may be asked of; null where the system does not tell. */
export const birthOf = (pid: number): string | null => statOf(pid)?.[19] ?? null;

/** Does any process have this number, a dead one that nobody reaped included? */
export const numberIsTaken = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** A process that nobody reaped is dead: under a first process that does not reap it would count as alive for ever. */
export const isAlive = (pid: number): boolean => numberIsTaken(pid) && statOf(pid)?.[0] !== 'Z';

export type PostmasterFile = Readonly<{ pid: number; port: number; socketDir: string }>;

/** postmaster.pid: line 1 pid, 4 port, 5 socket folder. Null when absent; port and folder are missing for a moment during a start. */
export const readPostmasterFile = (data: string): PostmasterFile | null => {
  const lines = text(join(data, 'postmaster.pid'))?.split('\n');
  if (lines === undefined) return null;
  return { pid: Math.abs(Number(lines[0])), port: Number(lines[3] ?? 0), socketDir: lines[4] ?? '' };
};

/** The name in the process titles of this cluster's backends, readable for everyone even where /proc/PID/cwd is not. */
export const clusterName = (data: string): string =>
  `ioc-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`;

const belongs = (pid: number, data: string): boolean => {
  const command = text(`/proc/${pid}/cmdline`);
  if (command === null || command === '') return false;
  if (command.startsWith(`postgres: ${clusterName(data)}: `)) return true;
  const words = command.split('\0');
  if (/(^|\/)postgres$/.test(words[0] ?? '') && words.includes(data)) return true;
  if (!command.includes('postgres')) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    return false;
  }
};

/** Living processes of the cluster, postmaster included; null where the system has no /proc. */
export const processesOf = (data: string): readonly number[] | null => {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.map(Number).filter((pid) => belongs(pid, data) && isAlive(pid));
  } catch {
    return null;
  }
};
