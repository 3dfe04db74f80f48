// One rule being edited: saved as a whole, tried on a day before it is saved, taken back to its defaults.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { request } from '../api.ts';
import { DryRunPanel } from './dry-run.tsx';
import { Field } from './field.tsx';
import { moment, Said } from './parts.tsx';
import { type Draft, draftOf, isSame, type ListedRule, type RuleList, settingsOfDraft } from './rule-draft.ts';
import { type Problem, RuleFields } from './rule-fields.tsx';
import { words } from './words.ts';

const { rules: said } = words;

type Props = Readonly<{
  rule: ListedRule;
  version: number;
  /** Reads the list again and returns it; null when it could not be read. */
  reload: () => Promise<RuleList | null>;
  onBack: () => void;
}>;

export function RuleEditor({ rule, version, reload, onBack }: Props) {
  const [draft, setDraft] = useState(() => draftOf(rule.settings));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [message, setMessage] = useState('');
  /** What this person began from: a change by another since then is told before it is overwritten. */
  const seen = useRef({ settings: rule.settings, version });
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>(`[data-where="${CSS.escape(problem.where)}"]`)?.focus();
  }, [problem]);

  /** What was said of the fields as they were is no longer so. */
  const edit = (changed: Draft): void => {
    setDraft(changed);
    setProblem(null);
    setMessage('');
  };
  const refused = ({ where, message: why }: { where?: string; message: string }): void => {
    const isField = where !== undefined && form.current?.querySelector(`[data-where="${CSS.escape(where)}"]`);
    setProblem(isField ? { where, message: why } : null);
    setMessage(isField ? said.seeField : why);
  };

  const put = (known: number) =>
    request<{ settings: ListedRule['settings']; version: number }>('PUT', `/api/rules/${rule.id}`, {
      settings: settingsOfDraft(draft),
      reason,
      version: known,
    });

  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    let answer = await put(seen.current.version);
    if (!answer.ok && answer.code === 'STALE_VERSION') {
      const list = await reload();
      const now = list?.rules.find(({ id }) => id === rule.id);
      if (!list || !now) return refused(answer);
      const untouched = isSame(now.settings, seen.current.settings);
      seen.current = { settings: now.settings, version: list.version };
      // Something else was changed, another rule or a note: nobody is overwritten.
      if (untouched) answer = await put(list.version);
      else return refused({ message: said.otherChanged });
    }
    if (!answer.ok) return refused(answer);
    seen.current = { settings: answer.body.settings, version: answer.body.version };
    setDraft(draftOf(answer.body.settings));
    setReason('');
    setProblem(null);
    setMessage(said.saved);
    await reload();
  };

  const { guidance, note } = rule;
  return (
    <section className="rule-editor" aria-labelledby="rule-title">
      <div className="rule-head">
        <button type="button" onClick={onBack}>
          {said.back}
        </button>
        <h2 id="rule-title" ref={heading} tabIndex={-1}>
          {rule.id} · {rule.settings.name}
        </h2>
        <span className="rule-hint">
          {rule.latching ? `${said.kind[rule.kind]}; ${said.latching}` : said.kind[rule.kind]}
        </span>
      </div>
      {guidance && (
        <details>
          <summary>{said.guidance}</summary>
          <dl className="rule-guidance">
            {(['meaning', 'cause', 'action', 'time'] as const).map((part) => (
              <div key={part}>
                <dt>{said.guidancePart[part]}</dt>
                <dd>{guidance[part]}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {note && (
        <p className="rule-hint">
          {said.note(note.text)} {said.noteBy(note.by, moment(note.at))}
        </p>
      )}
      <form ref={form} className="rule-form" onSubmit={save} noValidate>
        <RuleFields rule={rule} draft={draft} problem={problem} onChange={edit} />
        <Field label={said.reason} problem={problem?.where === 'reason' ? problem.message : ''}>
          {(control) => (
            <input
              {...control}
              data-where="reason"
              value={reason}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div className="admin-buttons">
          <button type="submit" className="button-main">
            {said.save}
          </button>
          <button
            type="button"
            onClick={() => {
              edit(draftOf(rule.defaults));
              setMessage(said.defaultsFilled);
            }}
          >
            {said.toDefaults}
          </button>
        </div>
      </form>
      <Said>{message}</Said>
      <DryRunPanel rule={rule.id} draft={draft} onRefused={refused} />
    </section>
  );
}
