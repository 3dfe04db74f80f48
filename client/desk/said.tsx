// What became of the last command on an alarm, until the person has read it.
import type { Outcome } from './commander.ts';
import { words } from './words.ts';

type Props = Readonly<{ outcome: Outcome; locked: boolean; onAgain: () => void; onDismiss: () => void }>;

export function Said({ outcome, locked, onAgain, onDismiss }: Props) {
  if (outcome.phase === 'sending' || outcome.phase === 'done')
    return <p className="desk-said">{words.outcome.sending}</p>;
  const unanswered = outcome.phase === 'unanswered';
  return (
    <div className="desk-said desk-said-problem">
      <p>
        <strong>{unanswered ? words.outcome.unanswered : words.outcome.refused}</strong>{' '}
        {unanswered ? words.outcome.unansweredWhy : outcome.message}
      </p>
      <div className="desk-buttons">
        {unanswered && (
          <button type="button" disabled={locked} onClick={onAgain}>
            {words.outcome.again}
          </button>
        )}
        <button type="button" onClick={onDismiss}>
          {words.outcome.dismiss}
        </button>
      </div>
    </div>
  );
}
