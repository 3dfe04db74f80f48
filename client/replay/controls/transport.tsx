// Play, steps, jumps, speed: what moves along the day.
import type { Ref } from 'react';
import { clock } from '../../../shared/i18n/format.ts';
import { SECOND_MS } from '../../../shared/time.ts';
import { msOfDay, timeText } from '../address.ts';
import { SPEEDS } from '../keys.ts';
import { freshSkip, paceText, skipText, speedText } from '../pace.ts';
import { typedTime } from '../typed.ts';
import type { Deck } from '../use-deck.ts';
import { words } from '../words.ts';
import { TypedField } from './typed-field.tsx';

type Props = Readonly<{ deck: Deck; isReady: boolean; timeField: Ref<HTMLInputElement>; isEmptyDay: boolean }>;
type Part = Readonly<{ deck: Deck; isReady: boolean }>;

function Step({ deck, isReady, to, back }: Part & Readonly<{ to: 'event' | 'alarm'; back: boolean }>) {
  const { name, back: before, next } = words.step[to];
  const sign = back ? (to === 'alarm' ? '«' : '‹') : to === 'alarm' ? '»' : '›';
  return (
    <button type="button" disabled={!isReady} title={back ? before : next} onClick={() => deck.step(to, back)}>
      {back ? `${sign} ${name}` : `${name} ${sign}`}
    </button>
  );
}

function Jump({ deck, isReady, seconds }: Part & Readonly<{ seconds: -30 | -10 | 10 | 30 }>) {
  const label = seconds < 0 ? words.back[seconds === -30 ? 30 : 10] : words.forward[seconds === 30 ? 30 : 10];
  return (
    <button
      type="button"
      className={Math.abs(seconds) === 30 ? 'replay-far' : undefined}
      disabled={!isReady}
      title={label}
      onClick={() => deck.jump(seconds * SECOND_MS)}
    >
      {seconds < 0 ? '−' : '+'}
      {Math.abs(seconds)} s
    </button>
  );
}

export function Transport({ deck, isReady, timeField, isEmptyDay }: Props) {
  const { playback, at, speed, skipQuiet } = deck;
  const isPlaying = playback.speed > 0;
  const part = { deck, isReady };
  return (
    <>
      <div className="replay-group">
        <Jump {...part} seconds={-30} />
        <Jump {...part} seconds={-10} />
        <Step {...part} to="alarm" back />
        <Step {...part} to="event" back />
        <button type="button" className="replay-play" disabled={!isReady} onClick={deck.toggle}>
          {isPlaying ? words.pause : words.play}
        </button>
        <Step {...part} to="event" back={false} />
        <Step {...part} to="alarm" back={false} />
        <Jump {...part} seconds={10} />
        <Jump {...part} seconds={30} />
      </div>
      <div className="replay-group">
        <label>
          {words.speed}{' '}
          <select value={speed} onChange={(event) => deck.setSpeed(Number(event.target.value))}>
            {SPEEDS.map((one) => (
              <option key={one} value={one}>
                {words.pace(speedText(one))}
              </option>
            ))}
          </select>
        </label>
        <button type="button" aria-pressed={skipQuiet} title={words.skipHint} onClick={deck.toggleSkip}>
          {words.skipQuiet}
        </button>
      </div>
      <TypedField
        label={words.time}
        shown={isPlaying ? clock(at) : timeText(msOfDay(at))}
        hint={words.timeHint}
        wrong={words.wrongTime}
        parse={typedTime}
        onTyped={deck.seekTime}
        field={timeField}
      />
      <span className="replay-status" role="status">
        {statusOf(deck, isEmptyDay)}
      </span>
    </>
  );
}

/** The worst first; while all is well, how fast it goes. */
function statusOf({ playback, at }: Pick<Deck, 'playback' | 'at'>, isEmptyDay: boolean): string {
  if (playback.failure) return playback.failure.message;
  if (playback.waiting) return words.loading;
  if (playback.ended) return words.ended;
  const skip = freshSkip(playback, at);
  if (skip) return `${paceText(playback)} · ${skipText(skip)}`;
  if (isEmptyDay) return words.emptyDay;
  return paceText(playback);
}
