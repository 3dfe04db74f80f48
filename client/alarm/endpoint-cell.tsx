// One endpoint as a square: filled = online, crossed and alarm-coloured = dropped, outline = left, hatched = unknown.
import { memo } from 'react';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { ConferenceView } from '../../shared/sources/conference/view-schema.ts';
import { useSizes } from '../wall/sizes.ts';
import './endpoint-cell.css';

type State = ConferenceView['grid'][string]['state'];
type Props = Readonly<{
  state: State;
  /** Pitch in px, gap included. */
  size: number;
  /** A district's or the province's own point: marked by a brighter foot. */
  major?: boolean;
  /** Whose it is, for whoever is asked to pick one. */
  id?: string;
  picked?: boolean;
}>;

export const EndpointCell = memo(function EndpointCell({ state, size, major = false, id, picked = false }: Props) {
  const edge = size - Math.max(2, Math.round(size * 0.16));
  return (
    <span
      className={picked ? 'cell cell-picked' : 'cell'}
      data-endpoint={id}
      style={{ width: `${size}px`, height: `${size}px` }}
    >
      <svg
        className={`cell-${state}${major ? ' cell-major' : ''}`}
        width={edge}
        height={edge}
        viewBox="0 0 16 16"
        aria-hidden="true"
      >
        <rect className="cell-body" x="1" y="1" width="14" height="14" />
        {state === 'dropped' && <path className="cell-cross" d="M4 4l8 8M12 4l-8 8" />}
        {state === 'unknown' && <path className="cell-hatch" d="M1 8l7-7M1 15L15 1M8 15l7-7" />}
      </svg>
    </span>
  );
});

/** The key to the squares, with a count each. */
export function EndpointLegend({ counts }: Readonly<{ counts: readonly (readonly [State, string])[] }>) {
  const size = Math.round(useSizes().label * 0.95);
  return (
    <span className="cell-legend">
      {counts.map(([state, count]) => (
        <span key={state} className="cell-key">
          <EndpointCell state={state} size={size} />
          {count}{' '}
          {state === 'online' ? spoken.conference.onlineState.toLowerCase() : spoken.conference[state].toLowerCase()}
        </span>
      ))}
    </span>
  );
}
