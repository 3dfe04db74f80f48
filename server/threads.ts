// Starts a worker thread from source or from the build.
import { Worker } from 'node:worker_threads';

/** A worker of this program. `source`: its path below server/ without ending; `bundle`: its name in the build. */
export function startThread(source: string, bundle: string, workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${bundle}.js`, import.meta.url), { workerData });
  // A thread does not inherit tsx's loader: it registers its own before it reads TypeScript.
  const file = JSON.stringify(new URL(`./${source}.ts`, import.meta.url).href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${file}); })`, {
    eval: true,
    workerData,
  });
}
