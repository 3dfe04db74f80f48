// `npm run kiosk`: runs beside the screen, not on the server. Built, it needs nothing but Node: dist/server/kiosk.js.
import { startKiosk } from './agent.ts';
import { readArguments, USAGE } from './arguments.ts';
import { LIMITS } from './watch.ts';

function main(): void {
  if (process.argv.length <= 2) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const kiosk = startKiosk(readArguments(process.argv.slice(2)), LIMITS, (line) =>
    process.stderr.write(`kiosk: ${line}\n`),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void kiosk.stop());
}

try {
  main();
} catch (error) {
  process.stderr.write(`kiosk: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
