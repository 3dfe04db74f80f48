// Where the real files are, and plain readers that share nothing with the product.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.IOC_DATA_FOLDER ?? '';

export const pathOf = (name: string): string => join(folder, name);
export const bytesOf = (name: string): Buffer => readFileSync(pathOf(name));
export const textOf = (name: string): string => bytesOf(name).toString('utf8');
export const jsonOf = <T>(name: string): T => JSON.parse(textOf(name)) as T;
export const linesOf = <T>(name: string): T[] =>
  textOf(name)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);

/** Rows of a CSV by column name. */
export function rowsOf(name: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let [field, quoted] = ['', false];
  const text = textOf(name).replace(/^\uFEFF/, '');
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') field += text[++at];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',' || char === '\n') {
      rows.at(-1)!.push(field.replace(/\r$/, ''));
      field = '';
      if (char === '\n') rows.push([]);
    } else field += char;
  }
  if (field !== '') rows.at(-1)!.push(field);
  const [head, ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(head!.map((column, index) => [column, row[index] ?? ''])));
}
