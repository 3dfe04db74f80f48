// The language reaches the page in its first line, and another language is another build: walls load themselves anew for it.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildOf, pageIn } from '../../server/built-client.ts';
import { readSettings } from '../../server/env.ts';

const CLIENT = join(import.meta.dirname, '../../client');
const built = mkdtempSync(join(tmpdir(), 'ioc-page-'));
afterAll(() => rmSync(built, { recursive: true }));

it('is the only thing in the page that differs', () => {
  const [vi, en] = [pageIn(CLIENT, 'vi', 'b1'), pageIn(CLIENT, 'en', 'b1')];
  expect(vi).toContain('<html lang="vi" data-build="b1">');
  expect(en).toContain('<html lang="en" data-build="b1">');
  expect(en.replace('lang="en"', 'lang="vi"')).toBe(vi);
});

it('makes another build, and Vietnamese is what is spoken where nothing is said', () => {
  copyFileSync(join(CLIENT, 'index.html'), join(built, 'index.html'));
  expect(buildOf(built, 'en')).not.toBe(buildOf(built, 'vi'));
  expect(buildOf(null, 'en')).toBe('dev');
  expect([readSettings({}).language, readSettings({ IOC_LANGUAGE: 'en' }).language]).toEqual(['vi', 'en']);
});
