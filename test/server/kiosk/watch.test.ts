import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pauseMs } from '../../../server/kiosk/agent.ts';
import { readArguments } from '../../../server/kiosk/arguments.ts';
import { switchesOf } from '../../../server/kiosk/browser.ts';
import { openDevtools } from '../../../server/kiosk/devtools.ts';
import { isWall, type Sight, sightOf } from '../../../server/kiosk/page.ts';
import { createWatch, type Deed, LIMITS } from '../../../server/kiosk/watch.ts';

/** What was done, and at which second, while this was seen each second. */
function deeds(...seen: (readonly [Sight, seconds: number])[]): (readonly [Deed, number])[] {
  const watch = createWatch(LIMITS, 0);
  const done: (readonly [Deed, number])[] = [];
  let at = 0;
  for (const [sight, seconds] of seen)
    for (let n = 0; n < seconds; n++) {
      at += 1;
      const deed = watch(sight, at * 1_000);
      if (deed !== 'wait') done.push([deed, at]);
    }
  return done;
}

describe('the watch over a wall', () => {
  it('lets a page that draws be', () => expect(deeds(['picture', 3_600])).toEqual([]));

  it.each(['silent', 'blank'] as const)(
    'a page that is %s is loaded again after 20 s, its browser started again 10 s later',
    (sight) =>
      expect(deeds(['picture', 5], [sight, 30])).toEqual([
        ['navigate', 25],
        ['relaunch', 35],
      ]),
  );

  it('a page that comes back in time was only slow', () =>
    expect(deeds(['picture', 5], ['silent', 19], ['picture', 1], ['blank', 19], ['picture', 1])).toEqual([]));

  it('a crashed page is loaded at once; one that crashes again without a picture between takes the browser with it', () => {
    expect(deeds(['picture', 5], ['crashed', 1], ['picture', 1], ['crashed', 1])).toEqual([
      ['navigate', 6],
      ['navigate', 8],
    ]);
    expect(deeds(['picture', 5], ['crashed', 1], ['blank', 2], ['crashed', 1])).toEqual([
      ['navigate', 6],
      ['relaunch', 9],
    ]);
  });

  it('a server that is away is asked each 10 s, for a day, and never blamed on the browser', () => {
    const done = deeds(['away', 86_400]);
    expect(done.length).toBe(8_640);
    expect(new Set(done.map(([deed]) => deed))).toEqual(new Set(['navigate']));
  });

  it('a wall that is led elsewhere goes back at once', () =>
    expect(deeds(['picture', 60], ['elsewhere', 1], ['picture', 60])).toEqual([['navigate', 61]]));

  it('starts again after longer and longer pauses, a minute at most', () =>
    expect([0, 1, 2, 5, 6, 50].map(pauseMs)).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000]));
});

describe('what is seen', () => {
  const wall = 'http://ioc.vn/wall/phong-hop';
  it.each([
    ['http://ioc.vn/wall/phong-hop', true],
    ['http://ioc.vn/wall/phong-hop/r/2?service=1#x', true],
    ['http://ioc.vn/wall/phong-hop-2', false],
    ['http://ioc.vn/login?next=/wall/phong-hop', false],
    ['https://ioc.vn/wall/phong-hop', false],
    ['http://other.vn/wall/phong-hop', false],
  ])('%s is the wall: %s', (href, is) => expect(isWall(href, wall)).toBe(is));

  it('tells a wall from its blank page, another page and the browser’s own', () => {
    const seen = (href: string, shows = true): Sight => sightOf({ href, shows }, wall);
    expect([
      seen(wall),
      seen(wall, false),
      seen('http://ioc.vn/desk'),
      seen('chrome-error://x/'),
      seen('about:blank'),
    ]).toEqual(['picture', 'blank', 'elsewhere', 'away', 'away']);
  });
});

describe('the command line', () => {
  it('names the first bad option', () => {
    const fault = (...args: string[]): string => {
      try {
        readArguments(args);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(fault('--position', '0,0')).toMatch(/^--url/);
    expect(fault('--url', 'file:///x')).toMatch(/^--url/);
    expect(fault('--url', 'http://x/wall', '--position', '3840')).toMatch(/^--position/);
    expect(fault('--url', 'http://x/wall', '--size', '3840')).toMatch(/^--size/);
    expect(fault('--url', 'http://x/wall', '--chromium', '/c', 'stray')).toMatch(/^stray/);
  });

  it('gives each wall a profile of its own; a size makes a window instead of a full screen', () => {
    const read = (...args: string[]) => readArguments(['--chromium', '/c', '--url', ...args]);
    expect(read('http://x:8080/wall/a').profile).not.toBe(read('http://x:8080/wall/b').profile);
    const full = switchesOf(read('http://x/wall', '--position=-1920,0', '--', '--no-sandbox'));
    expect(full).toContain('--kiosk');
    expect(full).toContain('--window-position=-1920,0');
    expect(full.at(-1)).toBe('--no-sandbox');
    const spanning = switchesOf(read('http://x/wall', '--size', '3840x1080'));
    expect(spanning).toContain('--app=http://x/wall');
    expect(spanning).toContain('--window-size=3840,1080');
    expect(spanning).not.toContain('--kiosk');
  });
});

describe('the protocol over pipes', () => {
  it('puts messages together however they were cut, and knows answer from event', async () => {
    const [to, from] = [new PassThrough(), new PassThrough()];
    const devtools = openDevtools(to, from);
    const events: string[] = [];
    devtools.on(({ method, session }) => events.push(`${method} ${session}`));
    const answer = devtools.send('A.b', { x: 'ệ' }, { session: 's' });
    const refused = devtools.send('A.c', {});
    const lost = devtools.send('A.d', {}, { patienceMs: 10 });
    const written = String(to.read()).split('\0');
    expect(JSON.parse(written[0] ?? '')).toEqual({ id: 1, method: 'A.b', params: { x: 'ệ' }, sessionId: 's' });
    const bytes = Buffer.from(
      '{"id":1,"result":{"y":"ệ"}}\0{"method":"E.f","sessionId":"s"}\0{"id":2,"error":{"message":"no"}}\0',
    );
    for (const byte of bytes) from.write(Buffer.from([byte]));
    expect(await answer).toEqual({ y: 'ệ' });
    await expect(refused).rejects.toThrow('no');
    await expect(lost).rejects.toThrow('no answer to A.d');
    expect(events).toEqual(['E.f s']);
    const waiting = devtools.send('A.e', {});
    from.destroy();
    await expect(waiting).rejects.toThrow('the browser has gone');
  });
});
