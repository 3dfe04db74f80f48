// A tile: title, what it shows, and how old that is. Old and unknown content is hatched, dimmed and says since when.
import type { ReactNode } from 'react';
import { epochOf, minuteClock } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { Freshness } from './freshness.ts';

type Props = Readonly<{
  title?: string;
  /** Beside the title: one short word or figure. */
  aside?: ReactNode;
  freshness: Freshness;
  className?: string;
  children: ReactNode;
}>;

export const FRESH: Freshness = { state: 'fresh', asOf: null };

const ageOf = ({ state, asOf }: Freshness): string | null => {
  if (state === 'fresh') return null;
  return asOf === null ? spoken.state.nothing : spoken.state.asOf(minuteClock(epochOf(asOf)));
};

export function Tile({ title, aside, freshness, className = '', children }: Props) {
  const age = ageOf(freshness);
  return (
    <section className={`tile tile-${freshness.state} ${className}`}>
      {(title || age) && (
        <header className="tile-head">
          <h2>{title}</h2>
          {aside}
          {age && <span className="tile-age">{age}</span>}
        </header>
      )}
      <div className="tile-body">{children}</div>
    </section>
  );
}
