// A replay makes no sound and gives no command: what its page loads has neither.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const CLIENT = join(import.meta.dirname, '../../../client');

function loadedBy(entry: string): string[] {
  const found = new Set<string>();
  const follow = (path: string): void => {
    if (found.has(path) || !existsSync(path)) return;
    found.add(path);
    const text = readFileSync(path, 'utf8');
    for (const [, specifier = ''] of text.matchAll(/^(?:import|export)\s(?!type)[^;]*?'(\.[^']+)'/gm))
      follow(join(dirname(path), specifier));
  };
  follow(join(CLIENT, entry));
  return [...found].map((path) => relative(CLIENT, path)).sort();
}

it('loads nothing of the horn and nothing that commands', () => {
  const files = loadedBy('replay/page.tsx');
  expect(files).toContain('replay/timeline/drawing.tsx');
  expect(files).toContain('feed/replay-socket.ts');
  expect(files.filter((path) => /horn|commander|desk\/act/.test(path))).toEqual([]);
  const code = files
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(join(CLIENT, path), 'utf8')]);
  expect(code.filter(([, text]) => /AudioContext|new Audio\(/.test(text!)).map(([path]) => path)).toEqual([]);
  expect(code.filter(([, text]) => /emit\(\s*'command'/.test(text!)).map(([path]) => path)).toEqual([]);
});

it('the desk, by the same look, has both', () => {
  const files = loadedBy('desk/page.tsx');
  expect(files.some((path) => path.startsWith('desk/horn/'))).toBe(true);
  expect(files).toContain('desk/commander.ts');
});
