// Commands of a person and what became of them. Nothing is painted before the server has said so: while no answer is
// there the row says "đang gửi…", and after 3 s "CHƯA XÁC NHẬN". Sending again sends the same id: it is carried out once.
import type { Action } from '../../shared/alarm/events.ts';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';

export type Command = Readonly<{
  id: string;
  occurrence: string;
  version: number;
  action: Action;
  reason?: string;
  /** RFC 3339. */
  until?: string;
  /** Username. */
  assignee?: string;
}>;
export type Reply =
  | Readonly<{ ok: true; version: number }>
  | Readonly<{ ok: false; code: string; message: string; by?: string; at?: string; current?: DeskRow }>;

export type Outcome =
  | Readonly<{ phase: 'sending'; command: Command }>
  /** 3 s without an answer, or the server could not write: nobody knows. */
  | Readonly<{ phase: 'unanswered'; command: Command }>
  /** Carried out; waits for the row to be drawn. */
  | Readonly<{ phase: 'done'; command: Command; version: number }>
  | Readonly<{ phase: 'refused'; command: Command; code: string; message: string }>;

export type Outcomes = ReadonlyMap<string, Outcome>;
export type Answered = Readonly<{ command: Command; reply: Reply }>;
/** The row as the person saw it. */
export type Seen = Pick<DeskRow, 'occurrence' | 'version'>;
export type Extra = Readonly<Pick<Command, 'reason' | 'until' | 'assignee'>>;

export const ANSWER_MS = 3_000;
/** As many as the server takes in one request. */
export const BULK_MOST = 500;

/** The server cannot say what became of it: the same command again is safe, a new one would not be. */
const UNSURE: ReadonlySet<string> = new Set(['UNAVAILABLE', 'QUEUE_FULL']);

export type CommanderOptions = Readonly<{
  /** Sends now or not at all (false): a click is never kept for later. `reply` may come late or never. */
  emit: (command: Command, reply: (reply: Reply) => void) => boolean;
  /** The answers in the order of the commands; null: none came. */
  post: (commands: readonly Command[]) => Promise<readonly Reply[] | null>;
  newId: () => string;
  setTimer: (run: () => void, ms: number) => void;
  onCurrent: (row: DeskRow) => void;
  /** Vietnamese, for a command that could not leave. */
  notSent: string;
}>;

export type Commander = ReturnType<typeof createCommander>;

export function createCommander({ emit, post, newId, setTimer, onCurrent, notSent }: CommanderOptions) {
  let outcomes: Outcomes = new Map();
  const listeners = new Set<() => void>();
  const hearers = new Set<(answers: readonly Answered[]) => void>();

  function setAll(changes: ReadonlyMap<string, Outcome | null>): void {
    if (changes.size === 0) return;
    const next = new Map(outcomes);
    for (const [occurrence, outcome] of changes)
      if (outcome) next.set(occurrence, outcome);
      else next.delete(occurrence);
    outcomes = next;
    for (const listener of listeners) listener();
  }
  const set = (occurrence: string, outcome: Outcome | null): void => setAll(new Map([[occurrence, outcome]]));
  const of = (commands: readonly Command[], outcome: (command: Command) => Outcome): Map<string, Outcome> =>
    new Map(commands.map((command) => [command.occurrence, outcome(command)]));
  const sending = (command: Command): Outcome => ({ phase: 'sending', command });
  const unanswered = (command: Command): Outcome => ({ phase: 'unanswered', command });

  /** Only the command that the row shows may change what it shows. */
  const shows = (command: Command): boolean => outcomes.get(command.occurrence)?.command.id === command.id;
  const waits = (command: Command): boolean => shows(command) && outcomes.get(command.occurrence)?.phase === 'sending';

  function outcomeOf({ command, reply }: Answered): Outcome {
    if (reply.ok) return { phase: 'done', command, version: reply.version };
    if (UNSURE.has(reply.code)) return unanswered(command);
    return { phase: 'refused', command, code: reply.code, message: reply.message };
  }

  function hear(answers: readonly Answered[]): void {
    for (const { reply } of answers) if (!reply.ok && reply.current) onCurrent(reply.current);
    const shown = answers.filter(({ command }) => shows(command));
    setAll(new Map(shown.map((answer) => [answer.command.occurrence, outcomeOf(answer)])));
    for (const hearer of hearers) hearer(answers);
  }

  const doubtLater = (commands: readonly Command[]): void =>
    setTimer(() => setAll(of(commands.filter(waits), unanswered)), ANSWER_MS);

  function transmit(command: Command): void {
    set(command.occurrence, sending(command));
    const sent = emit(command, (reply) => hear([{ command, reply }]));
    if (!sent) set(command.occurrence, { phase: 'refused', command, code: 'NETWORK', message: notSent });
    doubtLater([command]);
  }

  /** One request after the other: a thousand commands do not crowd out what others send. */
  async function transmitAll(commands: readonly Command[]): Promise<void> {
    setAll(of(commands, sending));
    for (let at = 0; at < commands.length; at += BULK_MOST) {
      const part = commands.slice(at, at + BULK_MOST);
      doubtLater(part);
      const replies = await post(part);
      if (replies === null) {
        setAll(of(commands.slice(at).filter(waits), unanswered));
        return;
      }
      hear(part.flatMap((command, index) => ({ command, reply: replies[index] })).filter(hasReply));
    }
  }

  const commandOf = ({ occurrence, version }: Seen, action: Action, { reason, until, assignee }: Extra): Command => {
    const note = reason?.trim();
    return {
      id: newId(),
      occurrence,
      version,
      action,
      ...(note ? { reason: note } : {}),
      ...(until ? { until } : {}),
      ...(assignee ? { assignee } : {}),
    };
  };
  const isFree = ({ occurrence }: Seen): boolean => outcomes.get(occurrence)?.phase !== 'sending';

  return {
    get: (): Outcomes => outcomes,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Told of every answer, also of late ones. */
    onAnswers(hearer: (answers: readonly Answered[]) => void): () => void {
      hearers.add(hearer);
      return () => hearers.delete(hearer);
    },
    /** The version that the person saw goes with it. While one is under way for the row, a second is not sent. */
    send(row: Seen, action: Action, extra: Extra = {}): boolean {
      if (!isFree(row)) return false;
      transmit(commandOf(row, action, extra));
      return true;
    },
    /** The same for many, in requests of 500 at most; each has an id, an answer and an outcome of its own. */
    sendAll(rows: readonly Seen[], action: Action, extra: Extra = {}): Promise<void> {
      return transmitAll(rows.filter(isFree).map((row) => commandOf(row, action, extra)));
    },
    /** The same commands again, after no answer. */
    again(occurrences: readonly string[]): void {
      const commands = occurrences.flatMap((occurrence) => {
        const outcome = outcomes.get(occurrence);
        return outcome?.phase === 'unanswered' ? [outcome.command] : [];
      });
      const [only] = commands;
      if (commands.length === 1 && only) transmit(only);
      else if (commands.length > 1) void transmitAll(commands);
    },
    /** The person has read what became of it. */
    dismiss(occurrences: readonly string[]): void {
      const read = occurrences.filter((occurrence) => {
        const phase = outcomes.get(occurrence)?.phase;
        return phase === 'refused' || phase === 'unanswered';
      });
      setAll(new Map(read.map((occurrence) => [occurrence, null])));
    },
    /** The rows as they are drawn now: what is carried out and shown needs no word of its own. */
    drawn(rows: ReadonlyMap<string, Seen>): void {
      const over = [...outcomes].filter(([occurrence, outcome]) => {
        const row = rows.get(occurrence);
        if (outcome.phase === 'done') return !row || row.version >= outcome.version;
        // No answer came, but the row has moved on: it says itself what is so.
        return outcome.phase === 'unanswered' && (!row || row.version > outcome.command.version);
      });
      setAll(new Map(over.map(([occurrence]) => [occurrence, null])));
    },
  };
}

const hasReply = (answer: { command: Command; reply: Reply | undefined }): answer is Answered =>
  answer.reply !== undefined;

/** A uuid v4. `crypto.randomUUID` does not exist on plain http in a LAN. */
export function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
