// The frame around each physical panel. It alone knows of replay and exercise; the content inside does not.
import type { ReactNode } from 'react';
import { spoken } from '../../shared/i18n/spoken.ts';
import './frame.css';

type Props = Readonly<{
  mode: 'live' | 'replay';
  exercise: boolean;
  /** What a replay says of itself: day, time, speed. */
  caption: string;
  children: ReactNode;
}>;

export function Frame({ mode, exercise, caption, children }: Props) {
  return (
    <div className={`frame frame-${mode}`}>
      {mode === 'replay' && (
        <div className="frame-caption">
          <strong>{spoken.state.replay}</strong>
          <span>{caption}</span>
        </div>
      )}
      {exercise && (
        <div className="frame-exercise">
          <strong>{spoken.state.exercise}</strong>
        </div>
      )}
      <div className="frame-content">{children}</div>
    </div>
  );
}
