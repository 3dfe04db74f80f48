// Commands of a person and what became of them. Nothing is painted before the server has said so: while no answer is
// there the row says "đang gửi…", and after 3 s "CHƯA XÁC NHẬN". Sending again sends the same id: it is carried out once.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';

export type Command = Readonly<{ id: string; occurrence: string; version: number; action: string; reason?: string }>;
export type Reply =
  | Readonly<{ ok: true; version: number }>
  | Readonly<{ ok: false; code: string; message: string; by?: string; at?: string; current?: DeskRow }>;

export type Outcome =
  | Readonly<{ phase: 'sending'; command: Command }>
  /** 3 s without an answer: nobody knows. */
  | Readonly<{ phase: 'unanswered'; command: Command }>
  /** Carried out; waits for the row to be drawn. */
  | Readonly<{ phase: 'done'; command: Command; version: number }>
  | Readonly<{ phase: 'refused'; command: Command; code: string; message: string }>;

export type Outcomes = ReadonlyMap<string, Outcome>;

export const ANSWER_MS = 3_000;

export type CommanderOptions = Readonly<{
  /** Sends now or not at all (false): a click is never kept for later. `reply` may come late or never. */
  emit: (command: Command, reply: (reply: Reply) => void) => boolean;
  newId: () => string;
  setTimer: (run: () => void, ms: number) => void;
  onCurrent: (row: DeskRow) => void;
  /** Vietnamese, for a command that could not leave. */
  notSent: string;
}>;

export type Commander = ReturnType<typeof createCommander>;

export function createCommander({ emit, newId, setTimer, onCurrent, notSent }: CommanderOptions) {
  let outcomes: Outcomes = new Map();
  const listeners = new Set<() => void>();

  function set(occurrence: string, outcome: Outcome | null): void {
    const next = new Map(outcomes);
    if (outcome) next.set(occurrence, outcome);
    else next.delete(occurrence);
    outcomes = next;
    for (const listener of listeners) listener();
  }

  /** Only the command that the row shows may change what it shows. */
  const shows = (command: Command): boolean => outcomes.get(command.occurrence)?.command.id === command.id;

  function transmit(command: Command): void {
    const { occurrence } = command;
    set(occurrence, { phase: 'sending', command });
    const sent = emit(command, (reply) => {
      if (!reply.ok && reply.current) onCurrent(reply.current);
      if (!shows(command)) return;
      if (reply.ok) set(occurrence, { phase: 'done', command, version: reply.version });
      else set(occurrence, { phase: 'refused', command, code: reply.code, message: reply.message });
    });
    if (!sent) set(occurrence, { phase: 'refused', command, code: 'NETWORK', message: notSent });
    setTimer(() => {
      if (shows(command) && outcomes.get(occurrence)?.phase === 'sending')
        set(occurrence, { phase: 'unanswered', command });
    }, ANSWER_MS);
  }

  return {
    get: (): Outcomes => outcomes,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** The version that the person saw goes with it. While one is under way for the row, a second is not sent. */
    send(row: Pick<DeskRow, 'occurrence' | 'version'>, action: string, reason?: string): boolean {
      if (outcomes.get(row.occurrence)?.phase === 'sending') return false;
      const note = reason?.trim();
      const { occurrence, version } = row;
      transmit({ id: newId(), occurrence, version, action, ...(note ? { reason: note } : {}) });
      return true;
    },
    /** The same command again, after no answer. */
    again(occurrence: string): void {
      const outcome = outcomes.get(occurrence);
      if (outcome?.phase === 'unanswered') transmit(outcome.command);
    },
    /** The person has read what became of it. */
    dismiss(occurrence: string): void {
      const phase = outcomes.get(occurrence)?.phase;
      if (phase === 'refused' || phase === 'unanswered') set(occurrence, null);
    },
    /** The rows as they are drawn now: what is carried out and shown needs no word of its own. */
    drawn(rows: ReadonlyMap<string, DeskRow>): void {
      for (const [occurrence, outcome] of outcomes) {
        const row = rows.get(occurrence);
        const shown = outcome.phase === 'done' && (!row || row.version >= outcome.version);
        // No answer came, but the row has moved on: it says itself what is so.
        const overtaken = outcome.phase === 'unanswered' && (!row || row.version > outcome.command.version);
        if (shown || overtaken) set(occurrence, null);
      }
    },
  };
}

/** A uuid v4. `crypto.randomUUID` does not exist on plain http in a LAN. */
export function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
