// An ordinary working day must not wear out the people at the desk: what the rules beside A30 and A31 say in it is little.
import { expect, test } from 'vitest';
import { readProvince } from '../../../../server/simulator/outbox.ts';
import { defaultCalendar } from '../../../../shared/calendar.ts';
import { sentTypes } from '../../../../shared/model.ts';
import { SCENARIOS } from '../../../../shared/simulate/setup.ts';
import { createSetup } from '../../../../shared/simulate/simulation.ts';
import { securityStories } from '../../../../shared/sources/security/simulate.ts';
import { dayNumber, dayStart, MINUTE_MS, parseDay } from '../../../../shared/time.ts';
import { createDesk } from './desk.ts';

const DAYS = 5;
const MOST_A_DAY = 12;

test.each([1, 2, 3])(
  'five ordinary days, judged each minute, seed %d',
  (seed) => {
    const startDay = parseDay('2021-10-12');
    const { isWorkingDay } = defaultCalendar;
    const province = readProvince();
    const setup = createSetup({ province, scenario: SCENARIOS.normal, startDay, isWorkingDay, seed });
    const desk = createDesk();
    const days = Array.from({ length: DAYS }, (_, index) => securityStories(setup, startDay + index).told);
    const told = days.flat().sort((a, b) => a.sendAt - b.sendAt);
    let position = 0;
    for (let now = dayStart(startDay); now < dayStart(startDay + DAYS); now += MINUTE_MS) {
      for (let one = told[position]; one && one.sendAt <= now; one = told[++position]) {
        const { type, subject, data, time, source } = one.event;
        const sent = sentTypes[type]?.parse(data);
        desk.send(type.slice('security.'.length), subject, one.sendAt, sent, { time, source });
      }
      desk.judge(now);
    }
    const announced = new Array<number>(DAYS).fill(0);
    for (const { type, data, time } of desk.log) {
      if (type !== 'alarm.raised') continue;
      const { rule, cause } = data as { rule: string; cause: string | null };
      expect(rule).not.toBe('A33');
      if (cause !== null || !/^A3[2-7]$/.test(rule)) continue;
      const day = dayNumber(time) - startDay;
      announced[day] = (announced[day] ?? 0) + 1;
    }
    expect(Math.max(...announced)).toBeLessThan(MOST_A_DAY);
    expect(announced.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  },
  60_000,
);
