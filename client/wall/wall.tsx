// The wall for a box of any size: geometry, type sizes, the layout that fits. The same for live and replay.
import { type CSSProperties, useMemo } from 'react';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import { freshnessOf } from './freshness.ts';
import { geometryOf, type Layout, type Room, sizesOf } from './geometry.ts';
import { Double } from './layout-double.tsx';
import { Grid } from './layout-grid.tsx';
import { Single } from './layout-single.tsx';
import type { Parts } from './parts.ts';
import { sentenceOf } from './sentence.ts';
import { SizesContext } from './sizes.ts';
import { useSize } from './use-size.ts';
import './wall.css';
import './layouts.css';

const LAYOUTS: Record<Layout, (props: Parts) => React.ReactNode> = { single: Single, double: Double, grid: Grid };
const COARSE_MS = 10_000;

type Props = Readonly<{ store: FeedStore; room?: Room; caption?: string }>;

export function Wall({ store, room, caption = '' }: Props) {
  const view = useFeed(store, (state) => state.view);
  const link = useFeed(store, (state) => state.link);
  const mode = useFeed(store, (state) => state.mode);
  const viewAt = useFeed(store, (state) => state.viewAt);
  const clock = useFeed(store, (state) => state.clock);
  const [ref, size] = useSize<HTMLDivElement>();
  const geometry = useMemo(() => geometryOf(size.width || 1920, size.height || 1080, room), [size, room]);
  const sizes = useMemo(() => sizesOf(geometry), [geometry]);

  const { dossier, conference, security, feeds } = view ?? {};
  const fresh = useMemo(
    () => ({
      dossier: freshnessOf('dossier', dossier?.asOf ?? null, feeds ?? {}),
      conference: freshnessOf('conference', conference?.asOf ?? null, feeds ?? {}),
      security: freshnessOf('security', security?.asOf ?? null, feeds ?? {}),
    }),
    [dossier?.asOf, conference?.asOf, security?.asOf, feeds],
  );

  const style = {
    '--size-label': `${sizes.label}px`,
    '--size-figure': `${sizes.figure}px`,
    '--size-hero': `${sizes.hero}px`,
    '--unit': `${sizes.unit}px`,
    '--panel-width': `${geometry.panelWidth}px`,
    '--panel-height': `${geometry.panelHeight}px`,
  } as CSSProperties;
  const Chosen = LAYOUTS[geometry.layout];
  return (
    <SizesContext value={sizes}>
      <div className={`wall wall-${geometry.layout} wall-${link}`} style={style} ref={ref}>
        {view && size.width > 0 && (
          <Chosen
            view={view}
            mode={mode}
            link={link}
            sentence={sentenceOf(view, link, viewAt)}
            fresh={fresh}
            clock={clock}
            coarse={clock === null ? null : Math.floor(clock / COARSE_MS) * COARSE_MS}
            caption={caption}
          />
        )}
      </div>
    </SizesContext>
  );
}
