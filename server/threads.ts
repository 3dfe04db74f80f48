// Starts a worker thread from source or from the build, and speaks with it.
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** A worker of this program. `source`: its path below server/ without ending; `bundle`: its name in the build. */
export function startThread(source: string, bundle: string, workerData: unknown): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = fileURLToPath(new URL(fromSource ? `./${source}.ts` : `./${bundle}.js`, import.meta.url));
  return new Worker(file, { workerData, ...(fromSource ? { execArgv: ['--import', 'tsx'] } : {}) });
}
