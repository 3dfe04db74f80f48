// A person's wish to silence the horn, on its way to the server: one at a time, and what is said when nothing came of it.
import { instantText } from '../../../shared/time.ts';
import { hornWords } from '../words-horn.ts';

export const ANSWER_MS = 3_000;

/** `upTo`: epoch ms. `occurrence` null: everything that alarmed up to then. */
export type Wish = Readonly<{ room: string; upTo: number; occurrence: string | null }>;

export type Silencing = ReturnType<typeof createSilencing>;

export function createSilencing(options: {
  /** Sends now or not at all (false). */
  emit: (event: string, payload: object, reply: (answer: unknown) => void) => boolean;
  /** Ms of a clock that only goes forward. */
  now: () => number;
  onGranted: (wish: Wish) => void;
  onChange: () => void;
}) {
  const { emit, now, onGranted, onChange } = options;
  let asked: Readonly<{ wish: Wish; at: number }> | null = null;
  let problem: string | null = null;

  function failed(why: string): void {
    asked = null;
    problem = why;
  }

  return {
    asked: (): Wish | null => asked?.wish ?? null,
    problem: (): string | null => problem,
    tick(): void {
      if (asked !== null && now() - asked.at >= ANSWER_MS) failed(hornWords.unanswered);
    },
    ask(wish: Wish): void {
      if (asked !== null) return;
      const mine = { wish, at: now() };
      [asked, problem] = [mine, null];
      const { room, upTo, occurrence } = wish;
      const payload = { room, upTo: instantText(upTo), ...(occurrence !== null && { occurrence }) };
      const sent = emit('horn.silence', payload, (answer) => {
        if (asked !== mine) return;
        if (isOk(answer)) {
          asked = null;
          onGranted(wish);
        } else failed(hornWords.refused(messageOf(answer)));
        onChange();
      });
      if (!sent) failed(hornWords.notSent);
      onChange();
    },
    forget(): void {
      [asked, problem] = [null, null];
    },
    dismiss(): void {
      problem = null;
    },
  };
}

/** Has the server done what it was asked? */
export const isOk = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;

const messageOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'message' in answer ? String(answer.message) : '';
