// The parts that reports are made of: headings, sentences, tables.
import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces';
import { fraction, number, percent, UNKNOWN } from '../../../shared/i18n/format.ts';
import { words } from '../words.ts';

export const heading = (text: string): Content => ({ text, style: 'heading', headlineLevel: 1 });
export const note = (text: string): Content => ({ text, style: 'small', margin: [0, 3, 0, 0] });

const LINE = '#c9ced3';
const layout: CustomTableLayout = {
  hLineWidth: (row, { table }) => (row === 0 || row === 1 || row === table.body.length ? 0.8 : 0.4),
  vLineWidth: () => 0,
  hLineColor: () => LINE,
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};

export type Column = Readonly<{ title: string; width: number | 'auto' | '*'; right?: boolean }>;
export type Cell = string | Readonly<{ text: string; bold?: boolean; italics?: boolean }>;

/** A table whose head stands on each of its pages; no row is torn. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Content {
  const align = ({ right }: Column) => (right ? { alignment: 'right' as const } : {});
  const head = columns.map((column): TableCell => ({ text: column.title, style: 'head', ...align(column) }));
  const body = rows.map((row) =>
    columns.map((column, index): TableCell => {
      const cell = row[index] ?? '';
      return { ...(typeof cell === 'string' ? { text: cell } : cell), ...align(column) };
    }),
  );
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => width),
      body: [head, ...body],
    },
    layout,
    fontSize: 8,
  };
}

/** A section: its table, or, where there is nothing, the sentence that says so. */
export const section = (
  title: string,
  none: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  after: readonly Content[] = [],
): Content[] => [heading(title), rows.length === 0 ? { text: none } : table(columns, rows), ...after];

/** `12.345`; in words and italics where nobody has said it. */
export const known = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? { text: words.noData, italics: true } : number(value);

/** A ratio as two cells, `98,2 %` and `368 / 375`: never a bare percentage. */
export const ratioCells = (ratio: { numerator: number; denominator: number } | null | undefined): [Cell, Cell] =>
  ratio ? [percent(ratio), fraction(ratio)] : [known(null), UNKNOWN];
