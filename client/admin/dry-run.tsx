// A rule tried on a recorded day with the settings that stand in the form: counts first, then what would have come up
// beside what did.
import { useEffect, useState } from 'react';
import { clock, dayDate, number } from '../../shared/i18n/format.ts';
import { dayNumber, dayText } from '../../shared/time.ts';
import { request } from '../api.ts';
import { typedDay } from '../replay/typed.ts';
import { type Activation, type DryRun, type Pair, pairsOf } from './dry-run-pairs.ts';
import { type Draft, settingsOfDraft } from './rule-draft.ts';
import { priorityName } from './rule-fields.tsx';
import { words } from './words.ts';

const { dryRun: said } = words;

type Props = Readonly<{
  rule: string;
  draft: Draft;
  onRefused: (refusal: Readonly<{ where?: string; message: string }>) => void;
}>;

/** The day before the server's, which in an exercise is not that of this computer; null until the server has said it. */
function useYesterday(): string | null {
  const [day, setDay] = useState<string | null>(null);
  useEffect(() => {
    void request<{ at: string }>('GET', '/healthz').then((answer) => {
      if (answer.ok) setDay(dayText(dayNumber(Date.parse(answer.body.at)) - 1));
    });
  }, []);
  return day;
}

export function DryRunPanel({ rule, draft, onRefused }: Props) {
  const yesterday = useYesterday();
  /** null: nobody has typed a day. */
  const [typed, setTyped] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const [shown, setShown] = useState<Readonly<{ run: DryRun; of: Draft }> | null>(null);
  const day = typed === null ? yesterday : typedDay(typed);

  const tryOut = async (): Promise<void> => {
    setRunning(true);
    setShown(null);
    const body = { day, settings: settingsOfDraft(draft) };
    const answer = await request<DryRun>('POST', `/api/rules/${rule}/dry-run`, body);
    setRunning(false);
    if (answer.ok) setShown({ run: answer.body, of: draft });
    else onRefused(answer);
  };

  const statusOf = (): string => {
    if (running) return said.running;
    if (typed !== null && day === null) return said.wrongDay;
    return shown && shown.of !== draft ? said.outdated : '';
  };

  return (
    <section className="dry-run" aria-labelledby="dry-run-title">
      <h3 id="dry-run-title">{said.title}</h3>
      <div className="dry-run-ask">
        <label>
          {said.day}
          <input
            value={typed ?? (yesterday === null ? '' : dayDate(yesterday))}
            size={12}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="button" disabled={running || day === null} onClick={() => void tryOut()}>
          {day === null || day === yesterday ? said.yesterday : said.onDay(dayDate(day))}
        </button>
      </div>
      <p role="status">{statusOf()}</p>
      {shown && <Result run={shown.run} />}
    </section>
  );
}

function Result({ run }: Readonly<{ run: DryRun }>) {
  const pairs = pairsOf(run);
  const count = (is: (pair: Pair) => boolean): string => number(pairs.filter(is).length);
  const whole = run.wouldTotal === run.would.length && run.didTotal === run.did.length;
  return (
    <>
      <dl className="dry-run-counts">
        <div>
          <dt>{said.would}</dt>
          <dd>{number(run.wouldTotal)}</dd>
        </div>
        <div>
          <dt>{said.did(dayDate(run.day))}</dt>
          <dd>{number(run.didTotal)}</dd>
        </div>
      </dl>
      {whole && pairs.length > 0 && (
        <p>
          {said.split(
            count(({ did }) => did === null),
            count(({ would, did }) => would !== null && did !== null),
            count(({ would }) => would === null),
          )}
        </p>
      )}
      <p className="rule-hint">{run.note}</p>
      {!whole && <p>{said.cut}</p>}
      {pairs.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{said.subject}</th>
              <th scope="col">{said.wouldColumn}</th>
              <th scope="col">{said.didColumn}</th>
              <th scope="col">{said.compared}</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => (
              <PairRow key={`${pair.would?.subject} ${pair.would?.raisedAt} ${pair.did?.raisedAt}`} {...pair} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function PairRow({ would, did }: Pair) {
  const one = would ?? did;
  return (
    <tr>
      <td>
        <strong>{one?.subject}</strong>
        <br />
        {one?.text}
      </td>
      <td>{would && <Span {...would} />}</td>
      <td>{did && <Span {...did} />}</td>
      <td>{would === null ? said.onlyDid : did === null ? said.onlyWould : said.both}</td>
    </tr>
  );
}

function Span({ priority, raisedAt, returnedAt, count }: Activation) {
  return (
    <>
      {clock(Date.parse(raisedAt))} – {returnedAt === null ? said.stands : clock(Date.parse(returnedAt))}
      <br />
      {priorityName(priority)}
      {count > 1 && `, ${said.times(number(count))}`}
    </>
  );
}
