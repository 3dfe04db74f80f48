// The layout is the architecture: who may import whom, what shared may not do, and how long a file may get.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['shared', 'server', 'client', 'db', 'test'] as const;

type File = { path: string; text: string; lines: number; imports: string[] };

const files: File[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => {
      const absolute = join(entry.parentPath, entry.name);
      const text = readFileSync(absolute, 'utf8');
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
      return { path: relative(ROOT, absolute), text, lines: text.trimEnd().split('\n').length, imports };
    }),
);
const product = files.filter(({ path }) => !path.startsWith('test/'));

/** Folder at the top that an import leads to; null for a package. */
const target = (file: File, specifier: string): string | null =>
  specifier.startsWith('.') ? normalize(join(dirname(file.path), specifier)) : null;
const top = (path: string): string => path.split('/')[0] ?? '';

const MAY_IMPORT: Record<string, readonly string[]> = {
  shared: ['shared'],
  server: ['server', 'shared', 'db'],
  client: ['client', 'shared'],
  db: ['db', 'shared'],
};

describe('imports', () => {
  it('go only in the allowed directions', () => {
    const wrong = product.flatMap((file) =>
      file.imports
        .map((specifier) => target(file, specifier))
        .filter((path) => path !== null && !MAY_IMPORT[top(file.path)]?.includes(top(path)))
        .map((path) => `${file.path} → ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of shared name no package but zod', () => {
    const wrong = product
      .filter(({ path }) => path.startsWith('shared/'))
      .flatMap((file) =>
        file.imports.filter((one) => !one.startsWith('.') && one !== 'zod').map((one) => `${file.path} → ${one}`),
      );
    expect(wrong).toEqual([]);
  });

  it('never lead from one source to another', () => {
    const sourceOf = (path: string): string | null => /^shared\/sources\/([^/]+)\//.exec(path)?.[1] ?? null;
    const wrong = product.flatMap((file) =>
      file.imports
        .map((specifier) => target(file, specifier))
        .filter(
          (path) =>
            path !== null &&
            sourceOf(file.path) !== null &&
            sourceOf(path) !== null &&
            sourceOf(path) !== sourceOf(file.path),
        )
        .map((path) => `${file.path} → ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of echarts stand in one file for screens and one for paper', () => {
    const users = product.filter((file) => file.imports.some((one) => /^echarts/.test(one))).map(({ path }) => path);
    expect(users).toEqual(['server/reports/pdf/charts.ts', 'client/chart.tsx']);
  });

  it('of the charts stand in one file that loads them beside the page', () => {
    const users = product.filter((file) => file.imports.some((one) => one.endsWith('/chart.tsx')));
    expect(users.map(({ path }) => path)).toEqual(['client/bars.tsx']);
    expect(users[0]?.text).toContain("import('./chart.tsx')");
  });
});

describe('shared', () => {
  it('has no clock, no chance, no I/O', () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\b|\brandomUUID\b|\bprocess\b\.|\bfetch\(|\bsetTimeout\b|\bsetInterval\b|\bIntl\.Collator\b|\blocaleCompare\b/;
    const wrong = product
      .filter(({ path, text }) => path.startsWith('shared/') && forbidden.test(withoutComments(text)))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  it('are split before they pass 250 lines', () => {
    const long = product.filter(({ lines }) => lines > 250).map(({ path, lines }) => `${path}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('hold no any', () => {
    const wrong = product
      .filter(({ text }) => /(:\s*any\b|as any\b|<any>)/.test(withoutComments(text)))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('read the environment in one place of the server', () => {
    const readers = product
      .filter(({ path, text }) => path.startsWith('server/') && /process\.env\b/.test(withoutComments(text)))
      .map(({ path }) => path);
    // The entries hand process.env to readSettings; nobody looks into it.
    const lookers = product
      .filter(({ path, text }) => path.startsWith('server/') && /process\.env[.[]/.test(withoutComments(text)))
      .map(({ path }) => path);
    expect(readers.length).toBeGreaterThan(0);
    expect(lookers).toEqual(['server/env.ts'].filter((path) => lookers.includes(path)));
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:])\/\/.*$/gm, '$1');
}
