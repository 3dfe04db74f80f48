// A Chromium for tests: the one named, Debian's, else the one of the npm package (which unpacks itself into the temp folder).
import { existsSync } from 'node:fs';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of an executable Chromium, or null. */
export const chromiumPath = async (): Promise<string | null> => {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  const found = installed.find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    return await packaged.executablePath();
  } catch {
    return null;
  }
};

/** For `chromium.launch(...)` of playwright-core: headless, as root, without /dev/shm. */
export const launchOptions = async (): Promise<{ executablePath: string; args: string[]; headless: boolean }> => {
  const executablePath = await chromiumPath();
  if (executablePath === null) throw new Error('no Chromium was found (set CHROMIUM_PATH)');
  return { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'], headless: true };
};
