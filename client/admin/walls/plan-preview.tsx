// A wall drawn to scale: its panels, the frames between them, the windows that show it, and what stands on each panel.
import { useId } from 'react';
import { number } from '../../../shared/i18n/format.ts';
import { arrange } from '../../../shared/wall/arrange.ts';
import { geometryOf, linesOf, sizesOf } from '../../../shared/wall/geometry.ts';
import { type SceneId, type WallPlan, wholeOf, windowOf } from '../../../shared/wall/plan.ts';
import { TILES } from '../../wall/tile-list.tsx';
import { planWords as words } from './words.ts';

type Props = Readonly<{ plan: WallPlan; scene: SceneId; title: string }>;

const metres = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 });

export function PlanPreview({ plan, scene, title }: Props) {
  const id = useId();
  const { panel, bezel, pitchMm } = plan;
  const { width, height } = windowOf(plan, wholeOf(plan));
  const sizes = sizesOf(geometryOf(plan, wholeOf(plan), { width, height }));
  const [across, down] = [panel.width + bezel, panel.height + bezel];
  return (
    <figure className="plan-preview">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={id}>
        <title id={id}>{title}</title>
        <rect className="plan-bezel" width={width} height={height} />
        {plan.regions.map((region) => {
          const lines = linesOf(geometryOf(plan, region, windowOf(plan, region)));
          return arrange(scene, plan, region, lines).map(({ key, col, row, face }) => {
            const [x, y] = [(region.col + col) * across, (region.row + row) * down];
            const titles = Object.values(face.tiles).map(({ tile }) => TILES[tile].title());
            return (
              <g key={`${region.col}:${region.row}:${key}`}>
                <rect className="plan-panel" x={x} y={y} width={panel.width} height={panel.height} />
                {[...new Set(titles)].map((text, line) => (
                  <text key={text} x={x + sizes.label} y={y + (line + 1) * sizes.hero} fontSize={sizes.figure * 1.5}>
                    {text}
                  </text>
                ))}
              </g>
            );
          });
        })}
        {plan.regions.map((region, index) => {
          const [x, y] = [region.col * across, region.row * down];
          const size = windowOf(plan, region);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a region is its number
            <g key={index}>
              <rect className="plan-region" x={x} y={y} width={size.width} height={size.height} />
              <text
                className="plan-number"
                x={x + size.width - sizes.label}
                y={y + size.height - sizes.label}
                fontSize={sizes.hero}
              >
                {words.region(index + 1)}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>
        <p>{words.physical(metres.format((width * pitchMm) / 1_000), metres.format((height * pitchMm) / 1_000))}</p>
        <p>{words.type(number(sizes.label), number(sizes.figure), number(sizes.hero))}</p>
      </figcaption>
    </figure>
  );
}
