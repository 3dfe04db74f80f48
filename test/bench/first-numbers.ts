// From the beginning of the navigation until the wall shows its first number, beside an empty page that opens the same
// socket and gets the same first frame. Both are served by the same server; nothing is cached.
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, RUNS } from './report.ts';
import { pagesOfBuild } from './server.ts';
import type { WallBrowser } from './wall-page.ts';

/** Puts the empty page among the built ones; before the server starts. */
export function layEmptyPage(): void {
  const pages = pagesOfBuild();
  cpSync('node_modules/socket.io-client/dist/socket.io.min.js', join(pages, 'bench-socket.js'));
  writeFileSync(
    join(pages, 'bench-empty.html'),
    '<!doctype html><script src="/bench-socket.js"></script><script src="/bench-empty.js"></script>',
  );
  writeFileSync(
    join(pages, 'bench-empty.js'),
    `io('/live', { transports: ['websocket'] }).on('frame', () => { window.firstAt ??= performance.now(); });`,
  );
}

/** Medians in ms. */
export async function measureFirstNumbers(browser: WallBrowser, url: string, cookie: string) {
  const [wall, empty]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS + 1; run++)
    for (const [path, times] of [
      ['/wall', wall],
      ['/bench-empty.html', empty],
    ] as const) {
      const { page, close } = await browser.open(`${url}${path}`, cookie);
      const handle = await page.waitForFunction(() => {
        const own = window as unknown as { firstAt?: number };
        if (document.querySelector('.figure-number')?.textContent) own.firstAt ??= performance.now();
        return own.firstAt;
      });
      times.push((await handle.jsonValue()) as number);
      await close();
    }
  // The first of each finds nothing warm, in the server neither.
  return { wall: median(wall.slice(1)), empty: median(empty.slice(1)) };
}
