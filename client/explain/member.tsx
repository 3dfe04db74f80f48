// One that is counted: what it is, what is to be known of it, and the events that put it there.
import type { ExplainedMember } from '../../shared/explain/answer.ts';
import { moment } from '../../shared/explain/words.ts';
import { number } from '../../shared/i18n/format.ts';
import { instantText } from '../../shared/time.ts';
import { words } from './words.ts';

type Props = Readonly<{ member: ExplainedMember; isRatio: boolean; mayReplay: boolean }>;

/** Where the replay shows what was known when an event had come: its instant of receipt. */
export function replayOf({ receivedAt, seq }: ExplainedMember['events'][number]): string {
  const text = instantText(Date.parse(receivedAt));
  return `/replay/${text.slice(0, 10)}?t=${text.slice(11, 23).replace(/\.000$/, '')}&as=then&s=${seq}`;
}

/** What was received later than so much after it happened, says so. */
const LATE_MS = 60_000;

function Events({ events, mayReplay }: Readonly<{ events: ExplainedMember['events']; mayReplay: boolean }>) {
  if (events.length === 0) return <span className="explain-faint">{words.noEvents}</span>;
  return (
    <details className="explain-events">
      <summary>{words.events(number(events.length))}</summary>
      <ol>
        {events.map((event) => {
          const [time, received] = [Date.parse(event.time), Date.parse(event.receivedAt)];
          return (
            <li key={event.seq}>
              <time dateTime={event.time}>{moment(time)}</time> <span>{event.text}</span>
              {received - time > LATE_MS && (
                <span className="explain-faint"> {words.receivedAt(moment(received))}</span>
              )}
              {mayReplay && (
                <a href={replayOf(event)} aria-label={`${words.replay}: ${moment(received)}`}>
                  {words.replay}
                </a>
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

export function Member({ member, isRatio, mayReplay }: Props) {
  const { subject, name, facts, events, counted, kind } = member;
  const isLeft = isRatio && !counted;
  return (
    <div className={isLeft ? 'explain-member explain-left' : 'explain-member'}>
      <p className="explain-who">
        {name !== null && <strong>{name}</strong>}
        {kind !== 'alarm' && (
          <span className={name === null ? 'explain-code explain-main' : 'explain-code'}>{subject}</span>
        )}
        {isLeft && <span className="explain-mark">{words.notCounted}</span>}
      </p>
      <dl className="explain-facts">
        {Object.entries(facts).map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {kind !== 'agency' && <Events events={events} mayReplay={mayReplay} />}
    </div>
  );
}
