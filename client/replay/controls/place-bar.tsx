// Which day, which truth, and the ways out of the page.
import type { ReactNode } from 'react';
import { dayDate } from '../../../shared/i18n/format.ts';
import { shiftDay } from '../address.ts';
import { typedDay } from '../typed.ts';
import type { Deck } from '../use-deck.ts';
import { words } from '../words.ts';
import { CopyLink } from './copy-link.tsx';
import { LoopMarks } from './loop-marks.tsx';
import { TypedField } from './typed-field.tsx';

type Props = Readonly<{
  deck: Deck;
  isPaneOpen: boolean;
  onPane: () => void;
  onHelp: () => void;
  /** What can be taken out as a file. */
  exports: ReactNode;
  /** The way back to live. */
  live: ReactNode;
}>;

export function PlaceBar({ deck, isPaneOpen, onPane, onHelp, exports, live }: Props) {
  const { day, as } = deck.place;
  return (
    <div className="replay-row">
      <div className="replay-group">
        <button
          type="button"
          aria-label={words.dayBefore}
          title={words.dayBefore}
          onClick={() => deck.choose(shiftDay(day, -1), as)}
        >
          ‹
        </button>
        <TypedField
          label={words.day}
          shown={dayDate(day)}
          wrong={words.wrongDay}
          parse={typedDay}
          onTyped={(typed) => deck.choose(typed, as)}
        />
        <button
          type="button"
          aria-label={words.dayAfter}
          title={words.dayAfter}
          onClick={() => deck.choose(shiftDay(day, 1), as)}
        >
          ›
        </button>
      </div>
      <fieldset className="replay-group">
        <legend className="visually-hidden">{words.truth}</legend>
        {(['then', 'now'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={as === one} onClick={() => deck.choose(day, one)}>
            {words.truths[one]}
          </button>
        ))}
      </fieldset>
      <LoopMarks deck={deck} />
      <CopyLink key={`${day} ${as}`} place={deck.place} at={deck.at} isReady={deck.hasArrived} />
      {exports}
      <button type="button" aria-expanded={isPaneOpen} title={words.story.toggle} onClick={onPane}>
        {words.story.title}
      </button>
      <button type="button" onClick={onHelp}>
        {words.help.open}
      </button>
      {live}
    </div>
  );
}
