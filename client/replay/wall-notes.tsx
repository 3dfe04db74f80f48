// Over the wall: which walls were away at the instant that is shown. Nobody saw there what is shown here.
import { minuteClock } from '../../shared/i18n/format.ts';
import { outagesAt } from './moment.ts';
import { until } from './timeline/around.ts';
import type { DayStrip } from './told.ts';
import { words } from './words.ts';

export function WallNotes({ strip, at }: Readonly<{ strip: DayStrip | null; at: number }>) {
  const outages = strip ? outagesAt(strip, at) : [];
  return (
    <div className="wall-notes" role="status">
      {outages.map(({ wall, name, from, to }) => (
        <span key={wall}>{words.outage.now(name, minuteClock(from), until(to))}</span>
      ))}
    </div>
  );
}
