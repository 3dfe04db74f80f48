// The stretch that is played over and over.
import { minuteClock } from '../../../shared/i18n/format.ts';
import { NO_MARKS } from '../loop.ts';
import type { Deck } from '../use-deck.ts';
import { words } from '../words.ts';

export function LoopMarks({ deck }: Readonly<{ deck: Deck }>) {
  const { marks } = deck;
  return (
    <fieldset className="replay-group" title={words.loop.hint}>
      <legend className="visually-hidden">{words.loop.label}</legend>
      <span aria-hidden="true">{words.loop.label}</span>
      {(['a', 'b'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={marks[name] !== null}
          title={words.loop[name]}
          onClick={() => deck.mark(name)}
        >
          {name.toUpperCase()}
          {marks[name] !== null && ` ${minuteClock(marks[name])}`}
        </button>
      ))}
      {(marks.a !== null || marks.b !== null) && (
        <button type="button" title={words.loop.clear} onClick={() => deck.setMarks(NO_MARKS)}>
          {words.loop.clearShort}
        </button>
      )}
    </fieldset>
  );
}
