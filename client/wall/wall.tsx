// The wall in a box of any size: geometry, type sizes, the scene on its panels. The same for live and replay.
import { type CSSProperties, type ReactNode, useMemo } from 'react';
import { arrange } from '../../shared/wall/arrange.ts';
import { geometryOf, linesOf, type Measured, sizesOf } from '../../shared/wall/geometry.ts';
import { type Region, type WallPlan, wholeOf, windowOf } from '../../shared/wall/plan.ts';
import { PRESETS, presetFor } from '../../shared/wall/presets.ts';
import type { WallScene } from '../../shared/wire.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import { freshnessOf } from './freshness.ts';
import { SceneView } from './scene.tsx';
import { sentenceOf } from './sentence.ts';
import { SizesContext } from './sizes.ts';
import { useSize } from './use-size.ts';
import { UsualContext } from './usual.tsx';
import './wall.css';

const COARSE_MS = 10_000;

type Props = Readonly<{
  store: FeedStore;
  /** Absent: the wall that is usually built with a window of this size. */
  plan?: WallPlan | undefined;
  /** What of the wall is shown here; absent: all of it. */
  region?: Region | undefined;
  /** Absent: the overview. */
  shown?: Pick<WallScene, 'scene' | 'mute' | 'dim'>;
  measured?: Measured;
  caption?: string;
  /** What stands over the first panel. */
  children?: ReactNode;
}>;

const OVERVIEW = { scene: 'overview', mute: false, dim: false } as const;

export function Wall({ store, plan: given, region: part, shown = OVERVIEW, measured, caption = '', children }: Props) {
  const { scene } = shown;
  const view = useFeed(store, (state) => state.view);
  const link = useFeed(store, (state) => state.link);
  const mode = useFeed(store, (state) => state.mode);
  const viewAt = useFeed(store, (state) => state.viewAt);
  const clock = useFeed(store, (state) => state.clock);
  const [ref, size] = useSize<HTMLDivElement>();
  const plan = given ?? PRESETS[presetFor(size.width, size.height)];
  const { geometry, sizes, placed } = useMemo(() => {
    const region = part ?? wholeOf(plan);
    const box = size.width > 0 ? size : windowOf(plan, region);
    const drawn = geometryOf(plan, region, box, measured);
    return { geometry: drawn, sizes: sizesOf(drawn), placed: arrange(scene, plan, region, linesOf(drawn)) };
  }, [plan, part, scene, size, measured]);

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
    gridTemplate: `repeat(${geometry.rows}, ${geometry.panelHeight}px) / repeat(${geometry.cols}, ${geometry.panelWidth}px)`,
    gap: `${geometry.bezel}px`,
  } as CSSProperties;
  return (
    <SizesContext value={sizes}>
      <div
        className={`wall wall-${link}`}
        data-scene={scene}
        data-theme={shown.dim ? 'night' : plan.theme}
        style={style}
        ref={ref}
      >
        {view && size.width > 0 && (
          <UsualContext value={view.usual}>
            <SceneView
              placed={placed}
              parts={{
                view,
                mode,
                link,
                sentence: sentenceOf(view, link, viewAt),
                fresh,
                clock,
                coarse: clock === null ? null : Math.floor(clock / COARSE_MS) * COARSE_MS,
                muted: shown.mute,
                caption,
              }}
            />
          </UsualContext>
        )}
        {children}
      </div>
    </SizesContext>
  );
}
