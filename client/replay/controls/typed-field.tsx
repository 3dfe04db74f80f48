// Typed and Enter: `0342`, `04/03/2026`. Not the browser's own fields: those write dates as the machine likes.
import { type FormEvent, type Ref, useId, useState } from 'react';

type Props<T> = Readonly<{
  label: string;
  /** What holds now, where nothing is typed. */
  shown: string;
  hint?: string;
  wrong: string;
  parse: (text: string) => T | null;
  onTyped: (value: T) => void;
  field?: Ref<HTMLInputElement>;
}>;

export function TypedField<T>({ label, shown, hint, wrong, parse, onTyped, field }: Props<T>) {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const id = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const value = parse(typed);
    setWrong(value === null && typed !== '');
    if (value !== null) {
      onTyped(value);
      setTyped('');
    }
    if ((value !== null || typed === '') && document.activeElement instanceof HTMLElement)
      document.activeElement.blur();
  };
  return (
    <form className="replay-group" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={field}
        className="replay-field"
        inputMode="numeric"
        autoComplete="off"
        placeholder={shown}
        title={hint}
        value={typed}
        aria-invalid={isWrong}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          setTyped('');
          setWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {isWrong && (
        <span className="replay-wrong" role="alert">
          {wrong}
        </span>
      )}
    </form>
  );
}
