// The built pages: where they are, and by what a page knows that it is older than the server.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '../shared/i18n/spoken.ts';

/** Folder of the built client, beside the source or beside the bundle; null when it is not built. */
export function clientFolder(): string | null {
  return (
    ['../dist/client', '../client', './client']
      .map((path) => fileURLToPath(new URL(path, import.meta.url)))
      .find((path) => existsSync(`${path}/index.html`) && existsSync(`${path}/assets`)) ?? null
  );
}

/** The same for the same pages in the same language; `dev` without any. */
export const buildOf = (client: string | null, language: Language): string =>
  client === null
    ? 'dev'
    : createHash('sha256')
        .update(readFileSync(`${client}/index.html`))
        .update(language)
        .digest('hex')
        .slice(0, 12);

/** The page that every address is answered with: in the server's language, and knowing of which build it is. */
export const pageIn = (client: string, language: Language, build: string): string =>
  readFileSync(`${client}/index.html`, 'utf8').replace(
    '<html lang="vi">',
    `<html lang="${language}" data-build="${build}">`,
  );

/**
 * A `Link` header for the wall's page: what it needs for its numbers is asked for together with it, not one after the other.
 * Empty when the build left no list (vite.assets.ts).
 */
export function wallPreloads(client: string): string {
  const list = `${client}/wall-files.json`;
  const { page } = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { page: string[] }) : { page: [] };
  return page
    .flatMap((file) => {
      if (file.endsWith('.js')) return [`</${file}>; rel=modulepreload`];
      return file.endsWith('.css') ? [`</${file}>; rel=preload; as=style; crossorigin`] : [];
    })
    .join(', ');
}
