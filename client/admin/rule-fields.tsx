// The fields of a rule, made from what the rule declares: its levels, its thresholds, its delays.
import { spoken } from '../../shared/i18n/spoken.ts';
import type { ParamSpec, Priority } from '../../shared/source.ts';
import { Field, type FieldProps } from './field.tsx';
import type { Draft, ListedRule } from './rule-draft.ts';
import { figure, words } from './words.ts';

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];
export const priorityName = (priority: Priority): string => `${priority} ${spoken.priority[priority].toLowerCase()}`;

export type Problem = Readonly<{ where: string; message: string }>;
type Props = Readonly<{
  rule: ListedRule;
  draft: Draft;
  problem: Problem | null;
  onChange: (draft: Draft) => void;
}>;

const { rules: said } = words;
const seconds = (value: number | null): string => said.usual(`${figure(value ?? 0)} ${said.seconds}`);

export function RuleFields({ rule, draft, problem, onChange }: Props) {
  const of = (where: string): string => (problem?.where === where ? problem.message : '');
  const set = (change: Partial<Draft>): void => onChange({ ...draft, ...change });
  const text = (name: 'name' | 'owner') => (control: FieldProps) => (
    <input
      {...control}
      data-where={name}
      value={draft[name]}
      autoComplete="off"
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  const number = (name: 'onDelaySec' | 'offDelaySec' | 'responseMin', max: number) => (control: FieldProps) => (
    <input
      {...control}
      data-where={name}
      type="number"
      min={name === 'responseMin' ? 1 : 0}
      max={max}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  const { defaults } = rule;
  return (
    <>
      <fieldset>
        <legend>{said.general}</legend>
        <Field label={said.enabled} hint={rule.guidance ? '' : said.noGuidance} problem={of('enabled')}>
          {(control) => (
            <input
              {...control}
              data-where="enabled"
              type="checkbox"
              checked={draft.enabled}
              disabled={rule.guidance === null}
              onChange={(event) => set({ enabled: event.target.checked })}
            />
          )}
        </Field>
        <Field label={said.name} hint={said.usual(defaults.name)} problem={of('name')}>
          {text('name')}
        </Field>
        <Field label={said.owner} hint={said.usual(defaults.owner)} problem={of('owner')}>
          {text('owner')}
        </Field>
      </fieldset>
      <fieldset>
        <legend>{said.levels}</legend>
        {Object.entries(rule.levels).map(([name, spec]) => (
          <Field
            key={name}
            label={spec.label}
            hint={said.usual(priorityName(spec.default))}
            problem={of(`levels.${name}`)}
          >
            {(control) => (
              <select
                {...control}
                data-where={`levels.${name}`}
                value={draft.levels[name]}
                onChange={(event) => set({ levels: { ...draft.levels, [name]: event.target.value as Priority } })}
              >
                {PRIORITIES.map((priority) => (
                  <option key={priority} value={priority}>
                    {priorityName(priority)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </fieldset>
      {Object.keys(rule.params).length > 0 && (
        <fieldset>
          <legend>{said.params}</legend>
          {Object.entries(rule.params).map(([name, spec]) => (
            <Field
              key={name}
              label={`${spec.label} (${spec.unit})`}
              hint={rangeOf(spec)}
              problem={of(`params.${name}`)}
            >
              {(control) => (
                <input
                  {...control}
                  data-where={`params.${name}`}
                  type="number"
                  step="any"
                  min={spec.min}
                  max={spec.max}
                  value={draft.params[name] ?? ''}
                  onChange={(event) => set({ params: { ...draft.params, [name]: event.target.value } })}
                />
              )}
            </Field>
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend>{said.times}</legend>
        {rule.hasOnset && (
          <Field label={said.onDelay} hint={seconds(defaults.onDelaySec)} problem={of('onDelaySec')}>
            {number('onDelaySec', 3_600)}
          </Field>
        )}
        <Field label={said.offDelay} hint={seconds(defaults.offDelaySec)} problem={of('offDelaySec')}>
          {number('offDelaySec', 3_600)}
        </Field>
        <Field label={said.response} hint={said.responseHint} problem={of('responseMin')}>
          {number('responseMin', 1_440)}
        </Field>
      </fieldset>
    </>
  );
}

const rangeOf = ({ min, max, default: usual }: ParamSpec): string =>
  `${said.range(figure(min), figure(max))}; ${said.usual(figure(usual))}`;
