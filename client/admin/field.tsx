// One field of a form: its label, what may stand in it, and what was wrong with what did.
import { type ReactNode, useId } from 'react';

export type FieldProps = Readonly<{ id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }>;

/** `children` draws the control with the props it is given; `problem`: what the server said of this field, or ''. */
export function Field(
  props: Readonly<{
    label: ReactNode;
    hint?: ReactNode;
    problem: string;
    children: (control: FieldProps) => ReactNode;
  }>,
) {
  const { label, hint, problem, children } = props;
  const id = useId();
  const said = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter((one) => one !== '').join(' ');
  return (
    <div className="rule-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(problem ? { 'aria-invalid': true } : {}),
        ...(said === '' ? {} : { 'aria-describedby': said }),
      })}
      {hint && (
        <span id={`${id}-hint`} className="rule-hint">
          {hint}
        </span>
      )}
      {problem && (
        <span id={`${id}-problem`} className="rule-problem">
          {problem}
        </span>
      )}
    </div>
  );
}
