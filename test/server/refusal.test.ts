import { expect, it } from 'vitest';
import { REFUSAL_CODES, refusal } from '../../server/refusal.ts';
import { REFUSAL_STATUS } from '../../shared/alarm/refusals.ts';

it('the closed list of codes names every refusal of an alarm, and each code once', () => {
  expect(REFUSAL_CODES).toEqual(expect.arrayContaining(Object.keys(REFUSAL_STATUS)));
  expect(new Set(REFUSAL_CODES).size).toBe(REFUSAL_CODES.length);
  for (const code of REFUSAL_CODES) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
});

it('a refusal is a value', () => {
  expect(refusal('ALREADY_ACKED', 'Đã xác nhận', { by: 'truc1', at: 'x' })).toEqual({
    ok: false,
    code: 'ALREADY_ACKED',
    message: 'Đã xác nhận',
    by: 'truc1',
    at: 'x',
  });
});
