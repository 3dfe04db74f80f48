// The command line of the kiosk agent.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserSettings, installedChromium } from './browser.ts';

export const USAGE = `npm run kiosk -- --url U [--position X,Y] [--size WxH] [--profile DIR] [--chromium PATH] [-- SWITCH…]
  --url        the wall's address, such as http://ioc.example.vn/wall/phong-hop
  --position   left upper corner of the window on the whole desktop, such as 3840,0
  --size       a window without a frame instead of a full screen, such as 3840x1080: it may span outputs
  --profile    folder for the pairing and the cache, one for each agent (~/.local/share/ioc-kiosk/HOST-PATH)
  --chromium   program to run (${installedChromium() ?? 'none was found here'})
  SWITCH…      more switches for Chromium`;

/** Settings from the command line. Throws an Error of one line that names the first bad option. */
export function readArguments(args: readonly string[]): BrowserSettings {
  const option = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { url: option, position: option, size: option, profile: option, chromium: option },
  });
  const { url, position, size } = values;
  if (!url || !URL.canParse(url) || !/^https?:/.test(url)) throw new Error('--url: the address of the wall is missing');
  const corner = pair(position, /^(-?\d{1,6}),(-?\d{1,6})$/, '--position: such as 3840,0');
  const box = pair(size, /^(\d{2,5})x(\d{2,5})$/, '--size: such as 3840x1080');
  const chromium = values.chromium ?? installedChromium();
  if (!chromium) throw new Error('--chromium: no Chromium was found');
  const stray = positionals.find((one) => !one.startsWith('--'));
  if (stray !== undefined) throw new Error(`${stray}: switches for Chromium begin with --`);
  const { host, pathname } = new URL(url);
  return {
    url,
    chromium,
    profile:
      values.profile ?? join(homedir(), '.local/share/ioc-kiosk', `${host}${pathname}`.replaceAll(/[^\w.-]+/g, '-')),
    position: corner && { x: corner[0], y: corner[1] },
    size: box && { width: box[0], height: box[1] },
    switches: positionals,
  };
}

function pair(text: string | undefined, form: RegExp, fault: string): [number, number] | null {
  if (text === undefined) return null;
  const found = form.exec(text);
  if (!found) throw new Error(fault);
  return [Number(found[1]), Number(found[2])];
}
