// How long the page's main thread is busy at a time, in CPU time: what a busy test machine adds does not count.
import type { Page } from 'playwright-core';

type TraceEvent = { name: string; ph: string; pid: number; tid: number; tdur?: number; args?: { name?: string } };

/** Records until `stop`, which gives the CPU ms of each task of the main thread, longest first. */
export async function recordTasks(page: Page): Promise<{ stop: () => Promise<number[]> }> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'] },
  });
  return {
    stop: async () => {
      const done = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
      await session.send('Tracing.end');
      await done;
      await session.detach();
      const main = events.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
      if (!main) throw new Error('the trace knows no main thread');
      const tasks = events.filter(
        ({ name, ph, pid, tid }) => ph === 'X' && pid === main.pid && tid === main.tid && name.endsWith('RunTask'),
      );
      return tasks.map(({ tdur = 0 }) => tdur / 1_000).sort((a, b) => b - a);
    },
  };
}
