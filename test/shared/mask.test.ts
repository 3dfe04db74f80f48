import { expect, it } from 'vitest';
import { lastDigits, maskCodes } from '../../shared/mask.ts';

it('a dossier is shown by its last four digits, also inside what somebody wrote', () => {
  expect(lastDigits('H44.14-261121-0417')).toBe('…0417');
  expect(lastDigits('không số')).toBe('');
  expect(maskCodes('hồ sơ H44.14.3-261121-10417 và 000.17.22.H56-210531-0001, gọi 0912 345 678')).toBe(
    'hồ sơ …0417 và …0001, gọi 0912 345 678',
  );
  expect(maskCodes('đơn vị H44.14 ngày 21-11')).toBe('đơn vị H44.14 ngày 21-11');
});
