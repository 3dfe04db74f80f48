// Parts of a benchmark that run in processes of their own.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts a file of this folder. */
export const startChild = (file: string, ...argv: string[]): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), argv, { execArgv: ['--import', 'tsx'] });

/** What the child says next. Rejects when it ends without a word, or says `{error}`. */
export function replyOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message: { error?: string } & T) => {
      child.off('exit', ended);
      if (message.error === undefined) resolve(message);
      else reject(new Error(message.error));
    });
  });
}

/** Gives the child an order and waits for what it says next. */
export function ask<T>(child: ChildProcess, order: object | string): Promise<T> {
  const reply = replyOf<T>(child);
  child.send(order);
  return reply;
}
