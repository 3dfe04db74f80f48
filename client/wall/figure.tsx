// A figure with company: label, value, and beside it what it is to be compared with. Loud only when it needs a person.
import type { ReactNode } from 'react';
import { Explained } from '../explain/explained.tsx';

type Props = Readonly<{
  label: string;
  value: string;
  /** Its path in the view, by which it can be asked which ones it counts. */
  figure?: string;
  /** Denominator and the like, on the value's line, smaller. */
  beside?: string;
  notes?: readonly ReactNode[];
  size?: 'hero' | 'figure';
  /** Nothing to do here: grey. */
  quiet?: boolean;
}>;

export function Figure({ label, value, figure, beside, notes = [], size = 'figure', quiet = false }: Props) {
  return (
    <div className={`figure figure-${size} ${quiet ? 'figure-quiet' : ''}`}>
      <div className="figure-label">{label}</div>
      <div className="figure-value">
        <span className="figure-number">
          <Explained figure={figure}>{value}</Explained>
        </span>
        {beside && <span className="figure-beside">{beside}</span>}
      </div>
      <div className="figure-notes">
        {notes.map((note, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the notes of a figure are a fixed list
          <div key={i}>{note}</div>
        ))}
      </div>
    </div>
  );
}
