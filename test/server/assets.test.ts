// The files of the built pages as they go over the line: packed for whoever takes them, and kept by the browser.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

const SCRIPT = 'export const tỉnh = "Phú Thọ";\n'.repeat(100);
const folder = mkdtempSync(join(tmpdir(), 'ioc-assets-'));
let server: TestServer;
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<html lang="vi"></html>');
  writeFileSync(join(folder, 'assets/a.js'), SCRIPT);
  writeFileSync(join(folder, 'assets/a.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(folder, 'assets/a.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(folder, 'assets/font.woff2'), 'font');
  server = await startTestServer({ client: folder });
});
afterAll(async () => {
  await server.end();
  rmSync(folder, { recursive: true });
});

/** Without what unpacks by itself. */
const ask = (path: string, encodings: string): Promise<IncomingMessage & { body: Buffer }> =>
  new Promise((resolve, reject) => {
    get(`${server.url}${path}`, { headers: { 'accept-encoding': encodings } }, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part as Buffer);
      resolve(Object.assign(answer, { body: Buffer.concat(parts) }));
    }).on('error', reject);
  });

it.each([
  ['br', 'gzip, deflate, br', brotliDecompressSync],
  ['gzip', 'gzip, deflate', gunzipSync],
  [undefined, 'identity', (body: Buffer) => body],
  [undefined, 'br;q=0, identity', (body: Buffer) => body],
] as const)('a script as %s to whoever takes "%s"', async (encoding, accepted, unpack) => {
  const { headers, body } = await ask('/assets/a.js', accepted);
  expect(headers['content-encoding']).toBe(encoding);
  expect(unpack(body).toString()).toBe(SCRIPT);
  expect(headers['content-type']).toMatch(/^(text|application)\/javascript; charset=utf-8$/i);
  expect(headers['cache-control']).toBe('public, max-age=1209600, immutable');
  expect(headers.vary).toContain('Accept-Encoding');
});

it('what was not packed as it is, and what is not there as 404', async () => {
  const font = await ask('/assets/font.woff2', 'gzip, br');
  expect([font.statusCode, font.headers['content-encoding'], font.body.toString()]).toEqual([200, undefined, 'font']);
  expect((await ask('/assets/b.js', 'gzip, br')).statusCode).toBe(404);
});
