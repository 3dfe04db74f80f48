import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../server/rules/check.ts';
import { defaultSettings, type RuleDefinition } from '../../../shared/alarm/settings.ts';

const guidance = { meaning: 'm', cause: 'c', action: 'a', time: 't' };
const rule: RuleDefinition = {
  ...{ id: 'X1', kind: 'level', name: 'Thử', owner: 'Không ai' },
  levels: { high: { label: 'cao', default: 'P2' } },
  params: { share: { label: 'Tỷ lệ', unit: '%', default: 2, min: 0.5, max: 100 } },
  onDelaySec: 30,
};

describe('settings of a rule', () => {
  it('cannot be enabled without guidance', () => {
    const off = defaultSettings(rule);
    expect(off.enabled).toBe(false);
    expect(checkSettings(rule, off)).toEqual({ ok: true, settings: off });
    expect(checkSettings(rule, { ...off, enabled: true })).toEqual({
      ok: false,
      where: 'enabled',
      message: 'Bật quy tắc: quy tắc này chưa có hướng dẫn xử lý nên chưa bật được.',
    });
    expect(checkSettings({ ...rule, guidance }, { ...off, enabled: true })).toMatchObject({ ok: true });
  });

  it('say what a threshold may be in its unit, and that a wait is missing', () => {
    const usual = defaultSettings(rule);
    expect(checkSettings(rule, { ...usual, params: { share: 0.1 } })).toMatchObject({
      where: 'params.share',
      message: 'Tỷ lệ: từ 0,5 đến 100 %.',
    });
    expect(checkSettings(rule, { ...usual, onDelaySec: null })).toMatchObject({
      where: 'onDelaySec',
      message: 'Chờ trước khi báo: hãy nhập số giây.',
    });
  });

  it('are kept in one spelling', () => {
    const given = { ...defaultSettings(rule), name: ' Ho\u0302\u0300 sơ '.normalize('NFD') };
    expect(checkSettings(rule, given)).toMatchObject({ ok: true, settings: { name: 'Hồ sơ'.normalize('NFC') } });
  });
});
