// The only file that touches ECharts: registers what is used, resizes, disposes. Bars in grey with one calm blue.
import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { number } from '../shared/i18n/format.ts';

use([BarChart, GridComponent, CanvasRenderer]);

/** A tile is drawn anew at most once in this time. */
export const CHART_GAP_MS = 1_000;

/** How many were made and taken away since the page was loaded: a soak reads `iocCharts` and finds what leaks. */
const charts = { made: 0, disposed: 0 };
Object.assign(globalThis, { iocCharts: charts });

/**
 * Charts whose turn to be drawn has come: one after each frame, so that no frame has to draw them all and numbers are on the
 * screen before them.
 */
const turns = new Set<() => void>();
let isAsked = false;
function drawNext(): void {
  isAsked = false;
  const [draw] = turns;
  if (!draw) return;
  turns.delete(draw);
  draw();
  askForTurn();
}
function askForTurn(): void {
  if (isAsked || turns.size === 0) return;
  isAsked = true;
  requestAnimationFrame(() => setTimeout(drawNext));
}
function takeTurn(draw: () => void): void {
  turns.add(draw);
  askForTurn();
}

export type BarsProps = Readonly<{
  /** null: not known (future hours); drawn as nothing. Pass the same array while it has not changed. */
  values: readonly (number | null)[];
  /** One text a bar; empty text: no label there. */
  labels: readonly string[];
  /** Index of the running bar, drawn in the calm blue. */
  current?: number;
  fontPx: number;
  /** What the chart shows, for readers that do not see it. */
  title: string;
}>;

type Colours = { bar: string; current: string; axis: string; line: string; face: string };

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    bar: token('--mark'),
    current: token('--calm'),
    axis: token('--label'),
    line: token('--line'),
    face: token('--face'),
  };
}

/** What ECharts is given. */
export function optionOf({ values, labels, current, fontPx }: BarsProps, colours: Colours) {
  const text = { color: colours.axis, fontSize: fontPx, fontFamily: colours.face };
  const line = { lineStyle: { color: colours.line, width: Math.max(1, Math.round(fontPx / 20)) } };
  return {
    animation: false,
    grid: {
      left: 0,
      right: 0,
      top: Math.round(fontPx * 0.7),
      bottom: Math.round(fontPx * 0.3),
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: labels,
      axisTick: { show: false },
      axisLine: line,
      axisLabel: { ...text, interval: (index: number) => labels[index] !== '', margin: Math.round(fontPx * 0.45) },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 2,
      axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => number(value) },
      splitLine: line,
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '22%',
        // The one event of a day stays visible beside a peak; a bar that is not there stands for zero and for unknown.
        barMinHeight: Math.max(2, Math.round(fontPx / 8)),
        data: values.map((value, index) => ({
          value: value === 0 ? null : value,
          itemStyle: { color: index === current ? colours.current : colours.bar },
        })),
      },
    ],
  };
}

/** Bars that fill their box. The last change always gets drawn, the ones between may not be. */
export function Bars(props: BarsProps) {
  const box = useRef<HTMLDivElement>(null);
  const draw = useRef<(() => void) | null>(null);
  const latest = useRef(props);
  const drawnAt = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  latest.current = props;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const own = init(element, null, { renderer: 'canvas' });
    charts.made += 1;
    const drawOwn = (): void => own.setOption(optionOf(latest.current, coloursOf(element)));
    draw.current = drawOwn;
    const observer = new ResizeObserver(() => own.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      clearTimeout(timer.current);
      timer.current = undefined;
      drawnAt.current = Number.NEGATIVE_INFINITY;
      draw.current = null;
      turns.delete(drawOwn);
      own.dispose();
      charts.disposed += 1;
    };
  }, []);

  const { values, labels, current, fontPx } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is read from `latest` when its turn comes
  useEffect(() => {
    const due = (): void => {
      timer.current = undefined;
      drawnAt.current = performance.now();
      if (draw.current) takeTurn(draw.current);
    };
    const wait = drawnAt.current + CHART_GAP_MS - performance.now();
    if (wait <= 0) due();
    else timer.current ??= setTimeout(due, wait);
  }, [values, labels, current, fontPx]);

  return <div ref={box} className="chart" role="img" aria-label={props.title} />;
}
