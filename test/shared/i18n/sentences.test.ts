// Sentences of alarms in English: each form is found, the names in it stay, and what has no form is shown as it was logged.
import { describe, expect, it } from 'vitest';
import { inEnglish, PARTS, SENTENCES, sentenceInEnglish } from '../../../shared/i18n/en-alarms.ts';
import { translator } from '../../../shared/i18n/sentences.ts';

/** A form with something in its places. */
const filled = (form: string): string =>
  form.replace(/\{(\w+)\}/g, (_place, name: string) => (/^n\d?$/.test(name) ? '7' : name === 'ps' ? '7 phút' : 'Xã Ỷ'));

describe('the sentences of the rules', () => {
  it.each(SENTENCES.map(([logged, said]) => [filled(logged), filled(said).replace('7 phút', '7 minutes')]))(
    '%s',
    (logged, said) => {
      expect(inEnglish(logged)).toBe(said);
    },
  );
  it('have parts, each of which is found where it stands', () => {
    const inPart = translator([['{ps}', '{ps}']], PARTS);
    for (const [logged, said] of PARTS)
      if (!/\{p/.test(logged)) expect(inPart(filled(logged)), logged).toBe(filled(said));
  });
  it.each([
    [
      'X1: 30 hồ sơ quá hạn trên 1.234 hồ sơ đang giải quyết (2,4 %)',
      'X1: 30 of 1,234 dossiers in process overdue (2.4%)',
    ],
    [
      'Sự cố mã độc tống tiền SC-9 trên Cổng dịch vụ công (cấp độ 3), phát hiện lúc 08:15 ngày 23/11',
      'Incident: ransomware SC-9 on Cổng dịch vụ công (level 3), detected at 08:15 on 23/11',
    ],
    [
      'Sự cố SC-1 (phishing) phát hiện lúc 08:00 ngày 23/11: đã quá hạn báo cáo, hạn báo cáo 08:00 ngày 28/11 (5 ngày, QĐ 05/2017/QĐ-TTg)',
      'Incident SC-1 (phishing) detected at 08:00 on 23/11: the report is overdue, it was due at 08:00 on 28/11 (5 days, QĐ 05/2017/QĐ-TTg)',
    ],
    [
      'Huyện Tam Nông: 2 lần đặt lại hồ sơ quá hạn thành đúng hạn; 1.000 lần đổi ngày hẹn trả sau khi đã quá hạn (hồ sơ …0005)',
      'Huyện Tam Nông: 2 times an overdue dossier was reset to be on time; 1,000 times the due date was changed once overdue (dossiers …0005)',
    ],
    [
      'Cảnh báo mức cao brute_force trên tài sản chưa rõ: 12 cảnh báo đang mở, lan ra từ 5 tài sản trở lên trong 30 phút',
      'High alerts: brute_force on an unknown asset: 12 open, spread to 5 assets or more in 30 minutes',
    ],
    [
      'UBND huyện 14: 8 đơn vị không gửi số liệu cả ngày (Xã 1, Xã 2 và 6 đơn vị khác)',
      'UBND huyện 14: 8 units have sent no figures all day (Xã 1, Xã 2 and 6 other units)',
    ],
  ])('%s', (logged, said) => {
    expect(sentenceInEnglish(logged)).toBe(said);
  });
  it('of no known form are shown as they were logged', () => {
    for (const logged of ['Một câu mới của một quy tắc mới', 'Xã 1: một điều chưa từng có', ''])
      expect(sentenceInEnglish(logged)).toBe(logged);
  });
});

it('a form must name the same places on both sides', () => {
  expect(() => translator([['{a} và {b}', '{a}']], [])).toThrow('not the same places');
});
