// Bars for a panel. The library that draws them is loaded beside the page, so that the numbers need not wait for it.
import { lazy, Suspense } from 'react';
import type { BarsProps } from './chart.tsx';

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Bars }));

export function Bars(props: BarsProps) {
  return (
    <Suspense fallback={<div className="chart" role="img" aria-label={props.title} />}>
      <Chart {...props} />
    </Suspense>
  );
}
