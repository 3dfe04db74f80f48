// The language reaches the page in its first line, and another language is another build: walls load themselves anew for it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildOf, pageIn } from '../../server/built-client.ts';
import { readSettings } from '../../server/env.ts';

const CLIENT = join(import.meta.dirname, '../../client');
const built = mkdtempSync(join(tmpdir(), 'ioc-page-'));
afterAll(() => rmSync(built, { recursive: true }));

it('is the only thing in the page that differs', () => {
  expect(pageIn(CLIENT, 'vi')).toContain('<html lang="vi">');
  expect(pageIn(CLIENT, 'en')).toContain('<html lang="en">');
  expect(pageIn(CLIENT, 'en').replace('lang="en"', 'lang="vi"')).toBe(pageIn(CLIENT, 'vi'));
});

it('makes another build, and Vietnamese is what is spoken where nothing is said', () => {
  writeFileSync(join(built, 'index.html'), pageIn(CLIENT, 'vi'));
  expect(buildOf(built, 'en')).not.toBe(buildOf(built, 'vi'));
  expect(buildOf(null, 'en')).toBe('dev');
  expect([readSettings({}).language, readSettings({ IOC_LANGUAGE: 'en' }).language]).toEqual(['vi', 'en']);
});
