// One endpoint, chosen by name or on the grid, and the steps along its changes.
import { type FormEvent, memo, useId, useState } from 'react';
import { type Endpoints, endpointText, findEndpoint } from '../endpoints.ts';
import type { Deck } from '../use-deck.ts';
import { words } from '../words.ts';

const Offered = memo(function Offered({ id, grid }: Readonly<{ id: string; grid: Endpoints }>) {
  return (
    <datalist id={id}>
      {Object.entries(grid).map(([endpoint, { name }]) => (
        <option key={endpoint} value={endpoint}>
          {name}
        </option>
      ))}
    </datalist>
  );
});

type Props = Readonly<{ deck: Deck; grid: Endpoints; isReady: boolean }>;

export function EndpointSteps({ deck, grid, isReady }: Props) {
  const { endpoint } = deck;
  /** null: nothing is being typed, the chosen one is shown. */
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const [field, list] = [useId(), useId()];
  const choose = (text: string): boolean => {
    const found = findEndpoint(grid, text);
    if (found !== null) {
      deck.pick(found);
      setTyped(null);
    }
    return found !== null;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isEmpty = typed === null || typed.trim() === '';
    if (typed?.trim() === '') deck.pick(null);
    const isFound = isEmpty || choose(typed);
    setWrong(!isFound);
    if (isFound && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const step = (back: boolean) => (
    <button
      type="button"
      disabled={!isReady || endpoint === null}
      aria-label={back ? words.step.endpoint.back : words.step.endpoint.next}
      title={back ? words.step.endpoint.back : words.step.endpoint.next}
      onClick={() => deck.step('endpoint', back)}
    >
      {back ? '‹' : '›'}
    </button>
  );
  return (
    <form className="replay-group" onSubmit={submit}>
      <label htmlFor={field}>{words.step.endpoint.name}</label>
      {step(true)}
      <input
        id={field}
        className="replay-endpoint"
        list={list}
        autoComplete="off"
        title={words.pickEndpoint}
        placeholder={words.endpointShort}
        aria-invalid={isWrong}
        value={typed ?? (endpoint === null ? '' : endpointText(grid, endpoint))}
        onChange={(event) => {
          const { value } = event.target;
          setWrong(false);
          // Taken from the list: no Enter is needed.
          if (grid[value] === undefined || !choose(value)) setTyped(value);
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => {
          setTyped(null);
          setWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Offered id={list} grid={grid} />
      {step(false)}
      {isWrong && (
        <span className="replay-wrong" role="alert">
          {words.noEndpoint}
        </span>
      )}
    </form>
  );
}
