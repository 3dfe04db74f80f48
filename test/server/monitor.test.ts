import { describe, expect, it } from 'vitest';
import { runMonitor, type Watch, watchIntake } from '../../server/monitor.ts';
import { Unavailable } from '../../server/submission.ts';
import { emptyModel, type Model } from '../../shared/model.ts';
import type { MonitorEvent } from '../../shared/monitor/events.ts';
import { quiet } from '../support/server.ts';

const LEFT: MonitorEvent = { type: 'wall.left', subject: 'w1', data: { name: 'Tường 1' } };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A hub whose ticks and role are in the test's hands; `written` is what got into its log. */
function bench(watches: readonly Watch[], write: () => Promise<void> = () => Promise.resolve()) {
  const time = { ms: 0 };
  const model: Model = emptyModel(false);
  const written: string[] = [];
  let tell = (): void => {};
  let become = (_writer: boolean): void => {};
  runMonitor({
    hub: {
      onChange: (listener) => {
        tell = () => listener([]);
      },
      onRole: (listener) => {
        become = listener;
      },
      model: () => model,
    },
    watches,
    record: async (events) => {
      await write();
      written.push(...events.map(({ type }) => type));
    },
    monotonic: () => time.ms,
    log: quiet,
  });
  const tick = async (later = 1_000): Promise<void> => {
    time.ms += later;
    tell();
    await settled();
  };
  return { time, model, written, tick, become: (writer: boolean) => become(writer) };
}

describe('what watches the monitor', () => {
  it('is asked each second, and not again while what it found is on its way into the log', async () => {
    let done = (): void => {};
    const held = new Promise<void>((resolve) => {
      done = resolve;
    });
    let asked = 0;
    const slow: Watch = () => {
      asked += 1;
      return [LEFT];
    };
    const { tick, written } = bench([slow, () => []], () => held);
    for (let n = 0; n < 5; n++) await tick();
    expect([asked, written]).toEqual([1, []]);
    done();
    await settled();
    await tick();
    expect([asked, written]).toEqual([2, ['wall.left', 'wall.left']]);
  });

  it('is asked again when what it found could not be written', async () => {
    let turn = 0;
    const { tick, written } = bench([() => [LEFT]], () => {
      turn += 1;
      return turn === 1 ? Promise.reject(new Unavailable('away', 2)) : Promise.resolve();
    });
    await tick();
    expect(written).toEqual([]);
    await tick();
    expect(written).toEqual(['wall.left']);
  });

  it('holds up nothing else with what it has found', async () => {
    let turn = 0;
    const { tick, written } = bench(
      [() => [LEFT], () => [{ type: 'audit.intake_recovered', subject: null, data: {} }]],
      () => {
        turn += 1;
        return turn === 1 ? new Promise(() => {}) : Promise.resolve();
      },
    );
    await tick();
    expect(written).toEqual(['audit.intake_recovered']);
  });

  it('is not asked in the first second after the process stood still: what was said meanwhile is not read yet', async () => {
    const { tick, written } = bench([() => [LEFT]]);
    await tick(30_000);
    expect(written).toEqual([]);
    await tick();
    expect(written).toEqual(['wall.left']);
  });

  it('hears for how long this process has been the writer; of a loss it tells once it is over', async () => {
    const heard: number[] = [];
    const { tick, become, time, written } = bench([
      (_model, listeningMs) => {
        heard.push(listeningMs);
        return [];
      },
    ]);
    time.ms = 10_000;
    become(true);
    await tick(0);
    await tick();
    expect([heard, written]).toEqual([[1_000], []]);
    become(false);
    time.ms += 60_000;
    become(true);
    await settled();
    expect(written).toEqual(['audit.database_back']);
  });
});

describe('the intake', () => {
  const asked = (waited: number, laggingSince: number | null): string[] => {
    const model = emptyModel(false);
    model.monitor.laggingSince = laggingSince;
    return watchIntake({ waitedMs: () => waited, waiting: () => 7 })(model, 0).map(({ type }) => type);
  };

  it.each([
    [10_000, null, []],
    [10_001, null, ['audit.intake_lagging']],
    [60_000, 1, []],
    [5_000, 1, []],
    [4_999, 1, ['audit.intake_recovered']],
    [0, null, []],
  ])('waits %i ms, lagging since %s', (waited, since, expected) => {
    expect(asked(waited, since)).toEqual(expected);
  });
});
