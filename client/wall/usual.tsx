// What is normal for this hour, beside a figure: lowest and highest of the last four like weekdays in this quarter hour.
import { createContext, useContext } from 'react';
import { number, UNKNOWN } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { Gauge, UsualView } from '../../shared/usual.ts';

/** Bands of the view that is shown; none where nobody gives them. */
export const UsualContext = createContext<UsualView | null>(null);

/** "bình thường" and "360–380"; says so in words where the value lies outside; "—" until four days are known. */
export function usualText(band: UsualView[Gauge], value: number | null): readonly [word: string, band: string] {
  const { within, below, above } = spoken.usual;
  if (band === null) return [within, UNKNOWN];
  const text = band.low === band.high ? number(band.low) : `${number(band.low)}–${number(band.high)}`;
  if (value === null) return [within, text];
  return [value < band.low ? below : value > band.high ? above : within, text];
}

/** `value`: of the figure it stands beside. */
export function Usual({ of, value }: Readonly<{ of: Gauge; value: number | null }>) {
  const [word, band] = usualText(useContext(UsualContext)?.[of] ?? null, value);
  // In a narrow column a band has its own line; a dash alone would say nothing there.
  const cut = word.lastIndexOf(' ') + 1;
  const [head, tail] = band === UNKNOWN ? [word.slice(0, cut), `${word.slice(cut)} `] : [`${word} `, ''];
  return (
    <span className={word === spoken.usual.within ? 'usual' : 'usual strong'}>
      {head}
      <span className="usual-end">
        {tail}
        <span className="num">{band}</span>
      </span>
    </span>
  );
}
