// What a chart draws, without a browser: the one event of a day stays visible, and nothing is drawn for none.
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { describe, expect, it } from 'vitest';
import { optionOf } from '../../client/chart.tsx';

use([SVGRenderer]);
const BAR = '#123456';
const colours = { bar: BAR, current: '#654321', axis: '#111111', line: '#222222', face: 'sans' };

/** Heights of the bars in px. */
function bars(values: readonly (number | null)[], width: number): number[] {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: 160 });
  chart.setOption(optionOf({ values, labels: values.map(() => ''), fontPx: 20, title: '' }, colours));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return [...svg.matchAll(/<path d="M[\d. ]+l[-\d.]+ 0l0 (-?[\d.]+)[^"]*" fill="#123456"/g)].map(([, y]) =>
    Math.abs(Number(y)),
  );
}

describe('bars', () => {
  it.each([200, 480, 1_920, 3_840])('show one event beside a peak of thousands, %s px wide', (width) => {
    const values = Array.from({ length: 60 }, (_, minute) => (minute === 10 ? 5_000 : minute === 40 ? 1 : 0));
    const heights = bars(values, width).sort((a, b) => b - a);
    expect(heights).toHaveLength(2);
    expect(heights[0]).toBeGreaterThan(80);
    expect(heights[1]).toBeGreaterThanOrEqual(2);
  });
  it('keep each value, also the lowest', () => expect(bars([3, 1, 4, 1, 5], 600)).toHaveLength(5));
  it('stand for neither zero nor unknown', () => expect(bars([0, null, 0, null], 600)).toEqual([]));
});
