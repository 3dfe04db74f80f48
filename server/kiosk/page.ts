// The one page of the browser: what can be seen of it from outside.
import type { Browser } from './browser.ts';

export type Sight =
  /** the wall's page, drawing */
  | 'picture'
  /** it draws, and shows nothing */
  | 'blank'
  /** another address than the wall's */
  | 'elsewhere'
  /** the browser's own page: the server cannot be reached, or has not answered yet */
  | 'away'
  /** no frame was drawn within the patience: it hangs */
  | 'silent'
  | 'crashed';

export type Page = Readonly<{
  look: () => Promise<Sight>;
  /** Loads the wall's address anew. */
  navigate: () => Promise<void>;
  /** Resolves when the renderer crashes the next time. */
  crash: () => Promise<void>;
}>;

const FRAME_PATIENCE_MS = 4_000;
const ATTACH_PATIENCE_MS = 15_000;

const PROBE = `new Promise((done) => requestAnimationFrame(() =>
  done({ href: location.href, shows: (document.getElementById('root')?.childElementCount ?? 0) > 0 })))`;

/** Is this address the wall's? What stands in its query is the page's affair. */
export function isWall(href: string, wall: string): boolean {
  const [shown, wanted] = [new URL(href), new URL(wall)];
  return shown.origin === wanted.origin && `${shown.pathname}/`.startsWith(`${wanted.pathname.replace(/\/$/, '')}/`);
}

export function sightOf({ href, shows }: Readonly<{ href: string; shows: boolean }>, wall: string): Sight {
  if (/^(about|chrome-error):/.test(href)) return 'away';
  if (!isWall(href, wall)) return 'elsewhere';
  return shows ? 'picture' : 'blank';
}

/** Attaches to the browser's page; any other that opens later is closed. Rejects when none opens. */
export async function attachPage({ devtools }: Browser, wall: string): Promise<Page> {
  let session: string | null = null;
  let crashed = false;
  let onCrash: () => void = () => {};
  const attached = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the browser opened no page')), ATTACH_PATIENCE_MS);
    devtools.on(({ method, params, session: from }) => {
      if (method === 'Target.attachedToTarget') {
        const { sessionId, targetInfo } = params as {
          sessionId: string;
          targetInfo: { type: string; targetId: string };
        };
        if (targetInfo.type !== 'page') return;
        if (session !== null) {
          devtools.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {});
          return;
        }
        session = sessionId;
        clearTimeout(timer);
        resolve(sessionId);
      } else if (method === 'Inspector.targetCrashed' && from === session) {
        crashed = true;
        onCrash();
      } else if (method === 'Inspector.targetReloadedAfterCrash' && from === session) crashed = false;
    });
  });
  await devtools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  const own = { session: await attached };
  await devtools.send('Inspector.enable', {}, own);

  return {
    async look() {
      if (crashed) return 'crashed';
      try {
        const { result } = await devtools.send(
          'Runtime.evaluate',
          { expression: PROBE, awaitPromise: true, returnByValue: true },
          { ...own, patienceMs: FRAME_PATIENCE_MS },
        );
        const { value } = result as { value?: { href: string; shows: boolean } };
        return value ? sightOf(value, wall) : 'silent';
      } catch {
        // A crash ends the call as well; a navigation too, and then the next look sees what came of it.
        return crashed ? 'crashed' : 'silent';
      }
    },
    async navigate() {
      crashed = false;
      await devtools.send('Page.navigate', { url: wall }, own);
    },
    crash: () =>
      new Promise((resolve) => {
        onCrash = resolve;
      }),
  };
}
