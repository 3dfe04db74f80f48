// Screenshots of the fixtures at the three sizes into a folder: npx tsx test/client/harness/shots.ts DIR [view…]
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const [dir = '/tmp/shots', ...wanted] = process.argv.slice(2);
const SIZES = [
  [1920, 1080],
  [3840, 1080],
  [7680, 2160],
] as const;
const views =
  wanted.length > 0
    ? wanted
    : [
        'view=normal',
        'view=bad',
        'view=empty',
        'view=quiet',
        'view=exercise',
        'view=normal&mode=replay',
        'view=bad&link=stale',
      ];
const server = await preview({ configFile: `${import.meta.dirname}/vite.config.ts`, preview: { port: 5199 } });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
for (const [width, height] of SIZES) {
  const page = await browser.newPage({ viewport: { width, height } });
  for (const view of views) {
    await page.goto(`http://localhost:5199/?${view}`);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(300);
    const problems = await page.evaluate((panel) => {
      const found: string[] = [];
      if (document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight)
        found.push('scrollbar');
      for (const element of document.querySelectorAll(
        '.tile, .tile-body, .stack, .figure-value, .num, .feed-list > li, .agency-row > *, .endpoint-grid, .endpoint-label, .state-line, .figures',
      )) {
        const box = element as HTMLElement;
        if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline')
          found.push(`wide ${box.className} ${box.textContent?.slice(0, 40)} ${box.scrollWidth}>${box.clientWidth}`);
        if (
          box.scrollHeight > box.clientHeight + 2 &&
          !box.matches('.figure-value') &&
          getComputedStyle(box).display !== 'inline'
        )
          found.push(`high ${box.className} ${box.textContent?.slice(0, 40)} ${box.scrollHeight}>${box.clientHeight}`);
      }
      for (const element of document.querySelectorAll('.tile *, .state-line *, .wall-clock *')) {
        const { left, right, bottom } = element.getBoundingClientRect();
        if (right - left > 0 && Math.floor((left + 1) / panel) !== Math.floor((right - 1) / panel))
          found.push(`bezel ${element.className} ${element.textContent?.slice(0, 30)}`);
        if (bottom > innerHeight + 1 || right > innerWidth + 1) found.push(`outside ${element.className}`);
      }
      return [...new Set(found)].slice(0, 12);
    }, 1920);
    await page.screenshot({ path: `${dir}/${view.replaceAll('&', '-').replaceAll('=', '_')}-${width}.png` });
    process.stdout.write(
      `${width}x${height} ${view}: ${problems.length === 0 ? 'ok' : `\n  ${problems.join('\n  ')}`}\n`,
    );
  }
  await page.close();
}
await browser.close();
await server.close();
