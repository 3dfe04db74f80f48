// An event of the log as it leaves the house: as JSON, as a line of NDJSON, as lines of CSV.
import { stringify } from 'csv-stringify/sync';
import { instantText } from '../shared/time.ts';
import type { StoredRow } from './log-rows.ts';

/** Everything but the data, in the order in which it is written. */
const attributesOf = ({ seq, id, source, type, time_ms, subject, agency, received_ms }: StoredRow) => ({
  seq: Number(seq),
  id,
  source,
  type,
  time: instantText(Number(time_ms)),
  subject,
  ...(agency === null ? {} : { agency }),
  receivedAt: instantText(Number(received_ms)),
});

/** Its CloudEvents attributes at top level, plus seq and receivedAt. */
export const outward = (row: StoredRow) => ({ ...attributesOf(row), data: JSON.parse(row.data) as unknown });

/** The same as one line of JSON without its end. `data` comes last, and is the text that is stored, byte for byte. */
export const eventLine = (row: StoredRow): string =>
  `${JSON.stringify(attributesOf(row)).slice(0, -1)},"data":${row.data}}`;

const COLUMNS = ['seq', 'receivedAt', 'time', 'id', 'source', 'type', 'subject', 'agency', 'data'] as const;

const CSV = { escape_formulas: true, record_delimiter: 'windows' } as const;

/** UTF-8 begins with this mark where Excel is to see that it is UTF-8. */
export const BOM = '\uFEFF';

/** Rows of texts and numbers as CSV that Excel opens and that runs nothing there. */
export const csvLines = (rows: readonly (readonly unknown[])[]): string => stringify(rows as unknown[][], CSV);

export const eventHeader: string = csvLines([COLUMNS]);

/** Events as lines of CSV, in the columns of `eventHeader`. */
export const eventCsv = (rows: readonly StoredRow[]): string =>
  csvLines(
    rows.map((row) => {
      const cells: Readonly<Record<string, unknown>> = { ...attributesOf(row), data: row.data };
      return COLUMNS.map((column) => cells[column]);
    }),
  );
