// Files: the log with its hash chain, the reports of a day and a shift, the month's table.
import { dayExportQuery, eventsExportQuery, monthExportQuery, shiftExportQuery } from '../reports/query.ts';
import type { Operation } from './operation.ts';

const MARKED =
  'The file says how it came about (mode, truth, last seq, author, instant), so does its name. Logged as `audit.exported` before the first byte. One at a time for each person.';

const common = {
  method: 'get',
  permission: 'export',
  tag: 'exports',
  refusals: { 400: ['INVALID'], 404: ['NOT_FOUND'], 429: ['EXPORT_RUNNING', 'QUEUE_FULL'] },
} as const satisfies Partial<Operation>;

export const exportOperations: readonly Operation[] = [
  {
    ...common,
    path: '/api/exports/events',
    summary: 'Events of a day or a range, as CSV or as NDJSON with the hash chain',
    description: `${MARKED} CSV: UTF-8 with BOM, formula-safe; its first line, beginning with #, is the mark. NDJSON: a line \`{export: {…, events, previous: {seq, hash}, lastSeq}}\`, then the events of each batch, one a line, and behind them \`{batch: {firstSeq, lastSeq, receivedAt, hash}}\`. hash = SHA-256(hash of the batch before || its rows as bytes); docs/chain-file.md says how a row's bytes follow from its line, \`npm run verify -- --file F.ndjson\` checks a file.`,
    query: eventsExportQuery,
    answers: { 200: { description: 'The file', types: ['text/csv', 'application/x-ndjson'] } },
  },
  {
    ...common,
    path: '/api/exports/day.pdf',
    summary: 'Report of a day',
    description: `${MARKED} Figures as at the day's last instant; a running day's as at now. Dossiers by their last four digits.`,
    query: dayExportQuery,
    answers: { 200: { description: 'The file', types: ['application/pdf'] } },
  },
  {
    ...common,
    path: '/api/exports/shift.pdf',
    summary: 'Report of a shift',
    description: `${MARKED} As known then. Shifts are numbered from 1 in the order in which they begin on the day, as they were set when it began.`,
    query: shiftExportQuery,
    answers: { 200: { description: 'The file', types: ['application/pdf'] } },
  },
  ...(['xlsx', 'csv'] as const).map(
    (format): Operation => ({
      ...common,
      path: `/api/exports/level4.${format}`,
      summary: `Level-4 procedures and dossiers of a month by unit, as ${format === 'csv' ? 'CSV' : 'Excel'}`,
      description: `${MARKED} K12, K13, K14 and the coverage K15, as known now. "chưa có số liệu" where a unit sent nothing: missing is not 0.`,
      query: monthExportQuery,
      answers: {
        200: {
          description: 'The file',
          types: [format === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
        },
      },
    }),
  ),
];
