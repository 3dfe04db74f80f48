// Bars for a panel. The library that draws them is loaded beside the page, so that the numbers need not wait for it.
import { type ComponentType, lazy, Suspense } from 'react';
import type { BarsProps } from './chart.tsx';

const RETRY_MS = 5_000;

/** Until the line is back, if need be: a chart that cannot come yet must not take the numbers with it. */
async function load(): Promise<{ default: ComponentType<BarsProps> }> {
  for (;;) {
    try {
      return { default: (await import('./chart.tsx')).Bars };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
const Chart = lazy(load);

export function Bars(props: BarsProps) {
  return (
    <Suspense fallback={<div className="chart" role="img" aria-label={props.title} />}>
      <Chart {...props} />
    </Suspense>
  );
}
