// The line at the top: the state of the province in one sentence, and the clock that proves the picture is alive.
import { memo } from 'react';
import { clock, date, weekday } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import type { Link } from '../feed/ladder.ts';
import type { Parts } from './parts.ts';
import type { Sentence } from './sentence.ts';

export const StateLine = memo(function StateLine({
  sentence,
  link,
  mode,
}: Readonly<{ sentence: Sentence; link: Link; mode: 'live' | 'replay' }>) {
  const word = mode === 'replay' ? spoken.state.replay : link === 'live' ? spoken.state.live : spoken.state.delayed;
  return (
    <div className={`state-line state-${sentence.tone}`} role="status">
      {sentence.tone !== 'lost' && <span className="state-word">{word}</span>}
      {sentence.priority && <AlarmSymbol priority={sentence.priority} />}
      <span className="state-sentence">{sentence.text}</span>
    </div>
  );
});

/** `instant`: the server's clock as of its last beat. It stands still when the beats do. */
export function Clock({ instant, muted }: Readonly<{ instant: number | null; muted: boolean }>) {
  return (
    <div className="wall-clock">
      {muted && <span className="wall-muted">{spoken.wall.muted}</span>}
      {instant !== null && (
        <span className="wall-date">
          {weekday(instant)} {date(instant)}
        </span>
      )}
      <span className="wall-time">{clock(instant)}</span>
    </div>
  );
}

/** Both in one line, where one panel is all there is. */
export function Head({ sentence, link, mode, clock: instant, muted }: Parts) {
  return (
    <div className="wall-head">
      <StateLine sentence={sentence} link={link} mode={mode} />
      <Clock instant={instant} muted={muted} />
    </div>
  );
}
