// The history of one dossier: a flat array of numbers, five an entry, ordered by (time, seq). Numbers and not objects,
// because this is most of the memory of the model and most of the text of a snapshot.
// An entry is [time, seq, code, agency of the event (-1 none), value].

export const STRIDE = 5;

/** Codes 1…10 are entries into that status. */
export const DUE = 11; // value: instant, or NEVER for none; the reason is packed into the code
export const FINISH_CHANGED = 12; // value: claimed instant
export const TRANSFERRED = 13; // value: agency
export const DELETED = 14;
export const RESTORED = 15;
export const RATED = 16; // value: 1 unsatisfied
export const SUBMITTED = 17; // value: receiveBy or NEVER; level, channel and procedure are packed into the code
export const RECEIVED = 18; // of a snapshot: received then, whatever came of it
export const FINISHED = 19; // of a snapshot
export const OTHER = 20;
export const APOLOGY = 21;

const CHANNELS = ['', 'in_person', 'online', 'post'] as const;
export const ONLINE = 2;

/** `procedure`: its number in the model (below 2^20); -1: none was named. */
export const submittedCode = (level: number | undefined, channel: string | undefined, procedure: number): number =>
  SUBMITTED +
  32 * (level ?? 0) +
  256 * Math.max(0, CHANNELS.indexOf((channel ?? '') as (typeof CHANNELS)[number])) +
  1024 * (procedure + 1);

const REASONS = ['initial', 'supplement', 'reschedule', 'reset'] as const;
export const RESCHEDULE = 2;
export const RESET = 3;
export const dueCode = (reason: (typeof REASONS)[number]): number => DUE + 32 * REASONS.indexOf(reason);
export const reasonOf = (code: number): number => code >> 5;

export const kindOf = (code: number): number => code & 31;
export const levelOf = (code: number): number => (code >> 5) & 7;
export const channelOf = (code: number): number => (code >> 8) & 3;
export const procedureOf = (code: number): number => (code >> 10) - 1;

export const isFinished = (status: number): boolean => status === 9 || status === 10;
export const isClosed = (status: number): boolean => status === 9 || status === 10 || status === 7 || status === 3;
export const isPaused = (status: number): boolean => status === 5 || status === 6 || status === 8;

/** Time of the newest entry; -Infinity for an empty history. */
export const lastTime = (h: readonly number[]): number => h[h.length - STRIDE] ?? Number.NEGATIVE_INFINITY;

/** Puts an entry in its place. Entries of the same time and seq keep the order in which they were put. */
export function insert(h: number[], time: number, seq: number, code: number, agency: number, value: number): void {
  let at = h.length;
  while (at > 0) {
    const other = h[at - STRIDE] ?? 0;
    if (other < time || (other === time && (h[at - STRIDE + 1] ?? 0) <= seq)) break;
    at -= STRIDE;
  }
  if (at === h.length) h.push(time, seq, code, agency, value);
  else h.splice(at, 0, time, seq, code, agency, value);
}
