// A Chromium that shows one page and nothing else, in a process group of its own.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { type Devtools, openDevtools } from './devtools.ts';

export type BrowserSettings = Readonly<{
  /** Program to run. */
  chromium: string;
  /** The wall's address. */
  url: string;
  /** Folder of cookies (the pairing) and caches: one for each agent. */
  profile: string;
  /** Left upper corner in the pixels of the whole desktop; null: where the system puts it. */
  position: Readonly<{ x: number; y: number }> | null;
  /** A window without a frame of this size, which may span outputs; null: full screen on one output. */
  size: Readonly<{ width: number; height: number }> | null;
  /** More switches for Chromium. */
  switches: readonly string[];
}>;

export type Browser = Readonly<{
  pid: number;
  devtools: Devtools;
  /** Resolves with what it wrote last to stderr. */
  exited: Promise<string>;
  /** Ends it with everything it has started; `gently` lets it write its cookies first. */
  end: (gently: boolean) => Promise<void>;
}>;

const GENTLE_MS = 3_000;
const SAID_CHARS = 500;

const SWITCHES = [
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--noerrdialogs',
  '--hide-crash-restore-bubble',
  '--disable-infobars',
  '--disable-session-crashed-bubble',
  '--disable-component-update',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--password-store=basic',
  '--autoplay-policy=no-user-gesture-required',
  '--lang=vi',
  // A wall draws whatever the window system thinks of its window; else the agent would take it for hung.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-features=Translate,CalculateNativeWinOcclusion',
];

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of the system; null: there is none. */
export const installedChromium = (): string | null => KNOWN.find((path) => existsSync(path)) ?? null;

export const switchesOf = ({ url, profile, position, size, switches }: BrowserSettings): string[] => [
  ...SWITCHES,
  `--user-data-dir=${profile}`,
  ...(position ? [`--window-position=${position.x},${position.y}`] : []),
  ...(size ? [`--window-size=${size.width},${size.height}`, `--app=${url}`] : ['--kiosk', url]),
  ...switches,
];

/** Starts it; throws where the program cannot be run. */
export async function launch(settings: BrowserSettings): Promise<Browser> {
  const child = spawn(settings.chromium, switchesOf(settings), {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-SAID_CHARS);
  });
  const exited = new Promise<string>((resolve) => child.once('exit', () => resolve(said.trim())));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid ?? 0;
  const devtools = openDevtools(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const kill = (): void => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended already, with all that it started.
    }
  };
  return {
    pid,
    devtools,
    exited,
    async end(gently) {
      if (gently) {
        const timer = setTimeout(kill, GENTLE_MS);
        await devtools.send('Browser.close', {}).catch(() => {});
        await exited;
        clearTimeout(timer);
      }
      // Also what outlives the first process: a renderer that stands still does.
      kill();
      await exited;
    },
  };
}
