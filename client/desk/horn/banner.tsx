// What has to be said about the horn, full width under the head of the desk: sound that is kept back, a silence, the test.
import { clock, number } from '../../../shared/i18n/format.ts';
import { hornWords as words } from '../words-horn.ts';
import type { HornInPage } from './use-horn.ts';
import './horn.css';

type Props = Readonly<{ horn: HornInPage }>;

function Test({ horn: { horn, view } }: Readonly<{ horn: NonNullable<HornInPage> }>) {
  const { test, testDue } = view;
  const again = (
    <button type="button" onClick={horn.startTest}>
      {words.test}
    </button>
  );
  const read = (
    <button type="button" onClick={horn.dismiss}>
      {words.dismiss}
    </button>
  );
  switch (test.stage) {
    case 'playing':
      return (
        <p className="horn-note" role="status">
          {words.testing(test.tone)}
        </p>
      );
    case 'asking':
      return (
        <p className="horn-note" role="status">
          <strong>{words.ask}</strong>
          <button type="button" onClick={() => horn.answerTest(true)}>
            {words.yes}
          </button>
          <button type="button" onClick={() => horn.answerTest(false)}>
            {words.no}
          </button>
        </p>
      );
    case 'unheard':
      return (
        <p className="horn-note" role="alert">
          {words.unheard} {again} {read}
        </p>
      );
    case 'unlogged':
      return (
        <p className="horn-note" role="status">
          {words.unlogged} {again} {read}
        </p>
      );
    case 'idle':
      return testDue ? (
        <p className="horn-note" role="status">
          {words.testDue} {again}
        </p>
      ) : null;
  }
}

export function HornBanner({ horn }: Props) {
  if (!horn) return null;
  const { silence, silencing, problem, blocked, rest, alone } = horn.view;
  return (
    <>
      {blocked && (
        <button type="button" className="horn-blocked" onClick={horn.horn.resume}>
          {words.blocked}
        </button>
      )}
      <div className="horn-notes">
        {rest > 0 && (
          <p className="horn-note" role="status">
            {words.rest(number(rest))}
          </p>
        )}
        {alone > 0 && (
          <p className="horn-note" role="status">
            {words.alone(number(alone))}
          </p>
        )}
        {silencing && (
          <p className="horn-note" role="status">
            {words.sending}
          </p>
        )}
        {problem !== null && (
          <p className="horn-note horn-problem" role="alert">
            {problem}
            <button type="button" onClick={horn.horn.dismiss}>
              {words.dismiss}
            </button>
          </p>
        )}
        {silence !== null && (
          <p className="horn-note" role="status">
            {words.silenced(silence.by ?? words.someone, clock(silence.upTo))}
          </p>
        )}
        <Test horn={horn} />
      </div>
    </>
  );
}
