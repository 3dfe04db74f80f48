// What stands over the whole desk: an exercise, an old picture, a flood.
import { clock, number } from '../../shared/i18n/format.ts';
import type { Link } from '../feed/ladder.ts';
import type { Flood } from './board.ts';
import { words } from './words.ts';

type Props = Readonly<{
  exercise: boolean;
  link: Link;
  /** Server's clock as of the last beat. */
  heardAt: number | null;
  /** The list does not agree with the server's counts. */
  differs: boolean;
  flood: Flood;
  /** The list stands in groups. */
  grouped: boolean;
  plain: boolean;
  onPlain: (plain: boolean) => void;
}>;

export function Banners({ exercise, link, heardAt, differs, flood, grouped, plain, onPlain }: Props) {
  return (
    <>
      {exercise && (
        <p className="desk-exercise" role="status">
          {words.exercise}
        </p>
      )}
      {(link === 'stale' || link === 'offline') && (
        <p className="desk-banner" role="alert">
          {words.lost(clock(heardAt))}
        </p>
      )}
      {differs && (
        <p className="desk-banner" role="alert">
          {words.differs}
        </p>
      )}
      {flood !== null && (
        <section className="desk-flood" aria-label={words.flood.begun}>
          {/* Said once, not with every alarm that is counted. */}
          <span className="visually-hidden" role="status">
            {words.flood.begun}
          </span>
          <strong>{words.flood.banner(number(flood.announced))}</strong>
          {grouped && <span>{words.flood.explain}</span>}
          {(grouped || plain) && (
            <button type="button" onClick={() => onPlain(!plain)}>
              {plain ? words.flood.grouped : words.flood.plain}
            </button>
          )}
        </section>
      )}
    </>
  );
}
