import { expect, it } from 'vitest';
import { createActivations } from '../../../server/rules/activations.ts';
import type { NewEvent } from '../../../shared/event.ts';

let time = 0;
const alarm = (type: string, data: object, occurrence = 'o1'): NewEvent => {
  time += 1_000;
  return {
    id: `e${time}`,
    source: '/ioc/alarms',
    type: `alarm.${type}`,
    time,
    subject: occurrence,
    agency: null,
    data,
  };
};
const seen = (priority: string, count: number) => ({
  rule: 'X1',
  subject: 'srv-1',
  priority,
  count,
  text: `lần ${count}`,
});

it('each time an alarm comes up is one, with the highest priority and the last text, until it has really returned', () => {
  const all = createActivations();
  const t0 = time;
  for (const event of [
    alarm('returned', {}), // what stood before is none
    alarm('raised', seen('P3', 1)), // 2 s
    alarm('rose', seen('P1', 2)),
    alarm('repeated', seen('P2', 3)),
    alarm('returned', { heldUntil: '2026-11-24T09:00:00+07:00' }),
    alarm('acknowledged', {}),
    alarm('returned', { heldUntil: null }), // 7 s
    alarm('closed', {}),
    alarm('raised', { ...seen('P3', 4), again: true }), // 9 s
    alarm('raised', seen('P4', 1), 'o2'), // 10 s
    alarm('disposed', {}, 'o2'), // 11 s
  ])
    all.take(event);
  expect(all.all()).toEqual([
    { subject: 'srv-1', priority: 'P1', raisedAt: t0 + 2_000, returnedAt: t0 + 7_000, count: 3, text: 'lần 3' },
    { subject: 'srv-1', priority: 'P3', raisedAt: t0 + 9_000, returnedAt: null, count: 4, text: 'lần 4' },
    { subject: 'srv-1', priority: 'P4', raisedAt: t0 + 10_000, returnedAt: t0 + 11_000, count: 1, text: 'lần 1' },
  ]);
});
