// `npm start`: the server as an operator runs it.
import { readSettings } from './env.ts';
import { startServer } from './start.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const server = await startServer(settings);
  let ending = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      server.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  if (server.adminPassword !== null)
    say(`first administrator: admin, password ${server.adminPassword} (printed once; change it)`);
  // Last: whoever reads this line may send a signal at once.
  say(`ioc listening on ${server.url}`);
}

function fail(error: unknown): never {
  process.stderr.write(`ioc: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
