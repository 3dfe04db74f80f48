// Pages that are open when a new build comes still find the files they were loaded from.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepReplaced } from '../vite.assets.ts';

const DAY_MS = 86_400_000;
/** Files are written at the real now: the builds of this test come later. */
const START = Date.now() + DAY_MS;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ioc-assets-'));
  mkdirSync(join(folder, 'assets'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function build(day: number, ...names: string[]): string[] {
  const files = names.map((name) => `assets/${name}`);
  for (const file of files) writeFileSync(join(folder, file), '');
  keepReplaced(folder, [...files, 'index.html'], 14, START + day * DAY_MS);
  return readdirSync(join(folder, 'assets')).sort();
}

it('a file is kept for 14 days from the build that replaced it, however old it was', () => {
  expect(build(0, 'a1', 'font')).toEqual(['a1', 'font']);
  expect(build(100, 'a2', 'font')).toEqual(['a1', 'a2', 'font']);
  expect(build(113, 'a3', 'font')).toEqual(['a1', 'a2', 'a3', 'font']);
  expect(build(115, 'a3', 'font')).toEqual(['a2', 'a3', 'font']);
  expect(build(200, 'a3', 'font')).toEqual(['a3', 'font']);
});
