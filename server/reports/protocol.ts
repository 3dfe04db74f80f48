// What the main thread and an export's thread say to each other. Instants are epoch ms, days local day numbers.
import { HistoryRefusal, type Truth } from '../history/protocol.ts';

/** `replay`: asked for out of a replay, and marked so. */
export const MODES = ['extract', 'replay'] as const;
export type Mode = (typeof MODES)[number];

/** `seq` null: up to the log's end; else nothing beyond it. `to` is out. */
export type Asked = Readonly<{ seq: number | null }> &
  (
    | Readonly<{ what: 'events'; format: 'csv' | 'ndjson'; from: number; to: number; as: Truth }>
    | Readonly<{ what: 'day'; day: number; as: Truth }>
    /** `shift`: which of those that begin on the day, from 1 */
    | Readonly<{ what: 'shift'; day: number; shift: number }>
    /** `month`: yyyy-mm, whose instants are [from, to) */
    | Readonly<{ what: 'level4'; format: 'xlsx' | 'csv'; month: string; from: number; to: number }>
  );

/** Who makes it, and when by the server's clock. */
export type Maker = Readonly<{ by: string; at: number; mode: Mode }>;

/** What every file carries on its face. `seq`: the last that can be in it. */
export type Stamp = Readonly<{ mode: Mode; as: Truth; seq: number; by: string; madeAt: number; exercise: boolean }>;

/** Said before the first byte: what is coming. `rows` or `pages`, whichever it has. */
export type Head = Readonly<{
  file: string;
  type: string;
  stamp: Stamp;
  from: number;
  to: number;
  rows: number | null;
  pages: number | null;
}>;

/** Something asked for that only the thread could see to be wrong. `where`: the parameter. */
export class AskedRefusal extends HistoryRefusal {
  constructor(
    readonly where: string,
    message: string,
  ) {
    super('INVALID', message);
  }
}

export type Order = Readonly<{ databaseUrl: string; asked: Asked; maker: Maker }>;

/** The thread's words: a head or a refusal, then a part each time it hears `more`, then the end. */
export type Said =
  | Readonly<{ head: Head }>
  | Readonly<{ part: Uint8Array }>
  | Readonly<{ end: true }>
  | Readonly<{ refused: { code: HistoryRefusal['code']; message: string; where: string | null } }>;
export const MORE = 'more';
