// The month of the units as a table, for Excel and as CSV: the same cells. "Chưa có số liệu" is a text, never a 0.
import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node';
import { fraction, percent } from '../../shared/i18n/format.ts';
import type { Month, MonthUnit } from '../../shared/sources/dossier/month.ts';
import { BOM, csvLines } from '../event-text.ts';
import type { Stamp } from './protocol.ts';
import { stampParts, stampText } from './stamp.ts';
import { words } from './words.ts';
import { level4Words as text } from './words-level4.ts';

export type MonthTable = Readonly<{
  stamp: Stamp;
  province: string /** yyyy-mm */;
  month: string;
  isOver: boolean;
  of: Month;
}>;

/** `11/2026` of `2026-11` */
const monthText = (month: string): string => month.split('-').reverse().join('/');

/** A share to be written as one, with what it is made of standing in the columns beside it. */
type Share = Readonly<{ numerator: number; denominator: number }>;
type Value = string | number | Share;

const shareOf = (ratio: Share | null): Value => (ratio === null ? words.noData : ratio);
const known = (value: number | null): Value => value ?? words.noData;

const countCells = ({ offered, used, received, level4 }: Omit<MonthUnit, 'code'> | Month['province']): Value[] => [
  offered.denominator,
  offered.numerator,
  shareOf(offered),
  known(used?.numerator ?? null),
  shareOf(used),
  known(received),
  known(level4),
];

/** Head, the province, the units. */
export function rowsOf({ of: { units, province } }: MonthTable): Value[][] {
  return [
    [...text.columns],
    ['', '', text.province, '', ...countCells(province), ''],
    ...units.map((unit, index) => [
      index + 1,
      unit.code,
      unit.name,
      unit.tier === null ? '' : words.tier[unit.tier],
      ...countCells(unit),
      text.standing[unit.standing](unit.reported),
    ]),
  ];
}

const notesOf = ({ stamp, province, month, isOver, of }: MonthTable): string[] => [
  ...stampParts(stamp),
  `${province}, ${text.month(monthText(month))}${isOver ? '' : `, ${text.running}`}`,
  text.coverage(percent(of.coverage), fraction(of.coverage)),
  ...text.notes,
];

/** Nothing to divide by: no share, which is not 0 %. */
const shareText = (share: Share): string => (share.denominator === 0 ? text.noShare : percent(share));

export function monthCsv(table: MonthTable): string {
  const rows = rowsOf(table).map((row) => row.map((value) => (typeof value === 'object' ? shareText(value) : value)));
  return BOM + csvLines([[`# ${stampText(table.stamp)}`], ...rows, ...notesOf(table).map((one) => [`# ${one}`])]);
}

const cellOf = (value: Value): Cell => {
  if (typeof value === 'string') return { value, type: String };
  if (typeof value === 'number') return { value, type: Number, format: '#,##0' };
  if (value.denominator === 0) return { value: text.noShare, type: String, align: 'right' };
  return { value: value.numerator / value.denominator, type: Number, format: '0.00%' };
};

export async function monthXlsx(table: MonthTable): Promise<Uint8Array> {
  const [head = [], province = [], ...units] = rowsOf(table);
  const stamp: SheetData = [[{ value: stampText(table.stamp), type: String }]];
  const title = `${text.title}, ${text.month(monthText(table.month))}${table.isOver ? '' : ` (${text.running})`}`;
  const data: SheetData = [
    [{ value: title, type: String, fontWeight: 'bold', fontSize: 14 }],
    ...stamp,
    head.map(
      (value): Cell => ({
        value: String(value),
        type: String,
        fontWeight: 'bold',
        wrap: true,
        bottomBorderStyle: 'thin',
      }),
    ),
    province.map((value): Cell => ({ ...(cellOf(value) as object), fontWeight: 'bold' }) as Cell),
    ...units.map((row) => row.map(cellOf)),
  ];
  const notes: SheetData = notesOf(table).map((value) => [{ value, type: String, wrap: true }]);
  return writeXlsxFile([
    {
      data,
      sheet: text.sheet,
      columns: text.widths.map((width) => ({ width })),
      stickyRowsCount: 3,
      orientation: 'landscape',
    },
    { data: notes, sheet: text.notesSheet, columns: [{ width: 110 }] },
  ]).toBuffer();
}
