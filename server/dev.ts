// `npm run dev`: the server with reload on change, and Vite's dev server in front of it for the pages.
import { spawn } from 'node:child_process';

const run = (command: string, args: readonly string[]) => spawn(command, args, { stdio: 'inherit' });

const children = [run('npx', ['tsx', 'watch', 'server/main.ts']), run('npx', ['vite', '--host', '127.0.0.1'])];
const end = (): void => {
  for (const child of children) child.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
for (const child of children)
  child.on('exit', (code) => {
    process.exitCode = code ?? 0;
    end();
  });
