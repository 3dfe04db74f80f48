// `npm run test:data -- DIR`: the checks on real files, which are not part of the project. Ends like vitest does.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const folder = process.argv[2];
if (folder === undefined || !existsSync(join(folder, 'dossiers'))) {
  process.stderr.write(`usage: npm run test:data -- DIR [FILTER…]: ${folder ?? 'no folder'} does not hold the data\n`);
  process.exitCode = 1;
} else {
  const require = createRequire(import.meta.url);
  const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const child = spawn(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(3)], {
    stdio: 'inherit',
    env: { ...process.env, IOC_DATA_FOLDER: resolve(folder) },
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
