// A figure with company: label, value, and beside it what it is to be compared with. Loud only when it needs a person.
import type { ReactNode } from 'react';

type Props = Readonly<{
  label: string;
  value: string;
  /** Denominator and the like, on the value's line, smaller. */
  beside?: string;
  notes?: readonly ReactNode[];
  size?: 'hero' | 'figure';
  /** Nothing to do here: grey. */
  quiet?: boolean;
}>;

export function Figure({ label, value, beside, notes = [], size = 'figure', quiet = false }: Props) {
  return (
    <div className={`figure figure-${size} ${quiet ? 'figure-quiet' : ''}`}>
      <div className="figure-label">{label}</div>
      <div className="figure-value">
        <span className="figure-number">{value}</span>
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
