// `npm run dev`: the server with reload on change, and Vite's dev server in front of it for the pages.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Not by npx: it would leave them running when it is told to end.
const run = (program: string, ...args: string[]) =>
  spawn(fileURLToPath(new URL(`../node_modules/.bin/${program}`, import.meta.url)), args, { stdio: 'inherit' });

const children = [run('tsx', 'watch', 'server/main.ts'), run('vite', '--host', '127.0.0.1')];
const end = (): void => {
  for (const child of children) child.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
for (const child of children)
  child.on('exit', (code) => {
    process.exitCode = code ?? 0;
    end();
  });
