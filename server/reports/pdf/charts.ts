// Charts for paper: ECharts draws them to SVG without a screen. Greys and one calm blue; alarms from dark to light, so that a
// grey print tells them apart.
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { number } from '../../../shared/i18n/format.ts';
import { FACE } from './fonts.ts';

use([BarChart, GridComponent, LegendComponent, SVGRenderer]);

export type Series = Readonly<{
  name: string;
  colour: string;
  /** null: not known; nothing is drawn */
  values: readonly (number | null)[];
}>;

const TEXT = { fontFamily: FACE, fontSize: 8, color: '#3c444c' };
const LINE = { lineStyle: { color: '#c9ced3', width: 0.5 } };

/** Bars by category, stacked where there are several series; `unit` stands above the axis. Sizes in points. An SVG document. */
export function barChart(
  of: Readonly<{ width: number; height: number; labels: readonly string[]; unit: string; series: readonly Series[] }>,
): string {
  const { width, height, labels, unit, series } = of;
  const isStacked = series.length > 1;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      textStyle: TEXT,
      ...(isStacked
        ? {
            legend: {
              top: 0,
              right: 0,
              itemWidth: 8,
              itemHeight: 8,
              itemGap: 14,
              textStyle: TEXT,
              selectedMode: false,
            },
          }
        : {}),
      grid: { left: 30, right: 4, top: 22, bottom: 18 },
      xAxis: {
        type: 'category',
        data: [...labels],
        axisTick: { show: false },
        axisLine: LINE,
        axisLabel: { ...TEXT, interval: 0, margin: 5 },
      },
      yAxis: {
        type: 'value',
        name: unit,
        nameLocation: 'end',
        nameGap: 8,
        nameTextStyle: { ...TEXT, align: 'left', padding: [0, 0, 0, -26] },
        minInterval: 1,
        splitNumber: 3,
        axisLabel: { ...TEXT, formatter: (value: number) => number(value) },
        splitLine: LINE,
      },
      series: series.map(({ name, colour, values }) => ({
        type: 'bar',
        name,
        silent: true,
        barCategoryGap: '25%',
        // Of a stack with nothing in it nothing is drawn, not a line.
        data: isStacked ? values.map((value) => value || null) : [...values],
        itemStyle: { color: colour },
        ...(isStacked
          ? { stack: 'all' }
          : {
              label: {
                ...TEXT,
                show: true,
                position: 'top',
                distance: 2,
                fontSize: 7,
                formatter: ({ value }: { value: unknown }) =>
                  typeof value === 'number' && value > 0 ? number(value) : '',
              },
            }),
      })),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
