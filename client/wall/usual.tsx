// What is normal for this hour, beside a figure: lowest and highest of the last four like weekdays in this quarter hour.
import { createContext, useContext } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { Gauge, UsualView } from '../../shared/usual.ts';

/** Bands of the view that is shown; none where nobody gives them. */
export const UsualContext = createContext<UsualView | null>(null);

/** "bình thường 360–380"; says so in words where the value lies outside; "bình thường —" until four days are known. */
export function usualText(band: UsualView[Gauge], value: number | null): string {
  if (band === null) return spoken.usual.unknown;
  const text = band.low === band.high ? number(band.low) : `${number(band.low)}–${number(band.high)}`;
  if (value !== null && value < band.low) return spoken.usual.below(text);
  return value !== null && value > band.high ? spoken.usual.above(text) : spoken.usual.within(text);
}

/** `value`: of the figure it stands beside. */
export function Usual({ of, value }: Readonly<{ of: Gauge; value: number | null }>) {
  const band = useContext(UsualContext)?.[of] ?? null;
  const isOutside = band !== null && value !== null && (value < band.low || value > band.high);
  return <span className={isOutside ? 'usual strong' : 'usual'}>{usualText(band, value)}</span>;
}
