// The bar under a replay: day, truth, play, steps, speed, typed time.
import { type FormEvent, useState } from 'react';
import { clock, dayDate, decimal, number } from '../../shared/i18n/format.ts';
import { vi } from '../../shared/i18n/vi.ts';
import type { Playback, Truth } from '../feed/replay.ts';
import { shiftDay, typedDay, typedSeconds } from './day.ts';
import { SPEEDS } from './keys.ts';

export type Actions = Readonly<{
  choose: (day: string, as: Truth) => void;
  toggle: () => void;
  speed: (speed: number) => void;
  step: (to: 'event' | 'alarm', back: boolean) => void;
  jump: (seconds: number) => void;
  /** Seconds of the day. */
  seek: (seconds: number) => void;
}>;

type Props = Readonly<{
  day: string;
  as: Truth;
  at: number | null;
  speed: number;
  playback: Playback;
  actions: Actions;
}>;

const speedText = (speed: number): string => `${Number.isInteger(speed) ? number(speed) : decimal(speed)}×`;

export function Controls({ day, as, at, speed, playback, actions }: Props) {
  const text = vi.replay;
  const playing = playback.speed > 0;
  const ready = playback.status === 'open';
  return (
    <div className="replay-controls">
      <div className="replay-group">
        <button type="button" onClick={() => actions.choose(shiftDay(day, -1), as)} aria-label={text.dayBefore}>
          ‹
        </button>
        <TypedField
          label={text.day}
          shown={dayDate(day)}
          wrong={text.wrongDay}
          parse={typedDay}
          onTyped={(typed) => actions.choose(typed, as)}
        />
        <button type="button" onClick={() => actions.choose(shiftDay(day, 1), as)} aria-label={text.dayAfter}>
          ›
        </button>
      </div>
      <fieldset className="replay-group">
        <legend className="visually-hidden">{text.truth}</legend>
        {(['then', 'now'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={as === one} onClick={() => actions.choose(day, one)}>
            {text[one]}
          </button>
        ))}
      </fieldset>
      <div className="replay-group">
        <button type="button" disabled={!ready} onClick={() => actions.step('alarm', true)} title={text.alarmBack}>
          {text.alarmBackShort}
        </button>
        <button type="button" disabled={!ready} onClick={() => actions.step('event', true)} title={text.eventBack}>
          {text.eventBackShort}
        </button>
        <button type="button" className="replay-play" disabled={!ready} onClick={actions.toggle}>
          {playing ? text.pause : text.play}
        </button>
        <button type="button" disabled={!ready} onClick={() => actions.step('event', false)} title={text.eventNext}>
          {text.eventNextShort}
        </button>
        <button type="button" disabled={!ready} onClick={() => actions.step('alarm', false)} title={text.alarmNext}>
          {text.alarmNextShort}
        </button>
      </div>
      <div className="replay-group">
        <label>
          {text.speed}{' '}
          <select value={speed} onChange={(event) => actions.speed(Number(event.target.value))}>
            {SPEEDS.map((one) => (
              <option key={one} value={one}>
                {speedText(one)}
              </option>
            ))}
          </select>
        </label>
        <span className="replay-achieved">{playing ? text.achieved(decimal(playback.achieved)) : text.paused}</span>
      </div>
      <TypedField
        label={text.time}
        shown={clock(at)}
        wrong={text.wrongTime}
        parse={typedSeconds}
        onTyped={actions.seek}
      />
      <span className="replay-status" role="status">
        {playback.failure ??
          (playback.seeking || playback.status !== 'open' ? text.loading : playback.ended ? text.ended : '')}
      </span>
      <a href="/wall">{text.live}</a>
    </div>
  );
}

type FieldProps<T> = Readonly<{
  label: string;
  /** What holds now, where nothing is typed. */
  shown: string;
  wrong: string;
  parse: (text: string) => T | null;
  onTyped: (value: T) => void;
}>;

/** Typed and Enter: `0342`, `04/03/2026`. Not the browser's own fields: those write dates as the machine likes. */
function TypedField<T>({ label, shown, wrong, parse, onTyped }: FieldProps<T>) {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const value = parse(typed);
    setWrong(value === null);
    if (value === null) return;
    onTyped(value);
    setTyped('');
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  return (
    <form className="replay-group" onSubmit={submit}>
      <label>
        {label}{' '}
        <input
          className="replay-field"
          inputMode="numeric"
          placeholder={shown}
          value={typed}
          aria-invalid={isWrong}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {isWrong && <span role="alert">{wrong}</span>}
    </form>
  );
}
