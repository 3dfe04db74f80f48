// The end of a shelf: a few choices, the clock time beside each.
import { useId } from 'react';
import type { Until } from './untils.ts';
import { words } from './words.ts';

type Props = Readonly<{ untils: readonly Until[]; chosen: number; onChoose: (index: number) => void }>;

export function UntilField({ untils, chosen, onChoose }: Props) {
  const name = useId();
  return (
    <fieldset className="desk-untils">
      <legend>
        {words.form.until} <span className="desk-form-hint">{words.form.untilHint}</span>
      </legend>
      {untils.map(({ label }, index) => (
        <label key={label}>
          <input type="radio" name={name} checked={index === chosen} onChange={() => onChoose(index)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
