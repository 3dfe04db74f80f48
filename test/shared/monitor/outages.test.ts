import { expect, it } from 'vitest';
import type { LogEvent } from '../../../shared/event.ts';
import { emptyMonitor, foldMonitor } from '../../../shared/monitor/fold.ts';
import { createOutages } from '../../../shared/monitor/outages.ts';
import { instantText } from '../../../shared/time.ts';

const wall = (type: string, subject: string, time: number, data: object = {}): LogEvent => ({
  ...{ seq: time, id: `${time}`, source: '/ioc/server', type, subject, time, receivedAt: time, foldAt: time },
  ...{ agency: null, data: { name: `Màn ${subject}`, build: null, scene: null, ...data } },
});
const silent = (subject: string, time: number, lastBeat: number | null) =>
  wall('wall.silent', subject, time, { lastBeatAt: lastBeat === null ? null : instantText(lastBeat) });

it('a wall is dark from its last beat to its return, over the ends of the period too', () => {
  const monitor = emptyMonitor();
  for (const event of [wall('wall.joined', 'a', 1_000), wall('wall.joined', 'b', 1_000), silent('a', 20_000, 5_000)])
    foldMonitor(monitor, event, 0);
  const outages = createOutages(monitor);
  for (const event of [
    wall('wall.joined', 'a', 60_000),
    wall('wall.showing', 'b', 61_000),
    silent('b', 80_000, 70_000),
    wall('wall.left', 'b', 90_000),
    silent('a', 100_000, null),
    wall('alarm.raised', 'a', 101_000),
  ])
    outages.add(event);
  expect(outages.result()).toEqual([
    { wall: 'a', name: 'Màn a', from: 5_000, to: 60_000 },
    { wall: 'b', name: 'Màn b', from: 70_000, to: 90_000 },
    { wall: 'a', name: 'Màn a', from: 100_000, to: null },
  ]);
});
