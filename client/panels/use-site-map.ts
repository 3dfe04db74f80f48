// The site's own map, asked for once a mounting; the browser keeps the answer for some minutes.
import { useEffect, useState } from 'react';
import type { SiteMap } from '../../shared/site-map.ts';
import { request } from '../api.ts';

/** As it was last heard, so that a scene that comes again does not begin with another picture. undefined: not yet. */
let known: SiteMap | null | undefined;

/** null: the site has none, or it cannot be had; undefined: not known yet. */
export function useSiteMap(): SiteMap | null | undefined {
  const [map, setMap] = useState(known);
  useEffect(() => {
    const leaving = new AbortController();
    request<{ map: SiteMap | null }>('GET', '/api/map', undefined, leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      known = answer.ok ? answer.body.map : (known ?? null);
      setMap(known);
    });
    return () => leaving.abort();
  }, []);
  return map;
}
