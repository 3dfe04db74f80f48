import { describe, expect, it } from 'vitest';
import { nextPath } from '../../client/login/session.ts';
import { alarmTypes } from '../../shared/alarm/events.ts';
import { historyText } from '../../shared/alarm/history-words.ts';

describe('the history in words', () => {
  it('has words for every alarm event', () => {
    for (const type of Object.keys(alarmTypes)) expect(historyText({ seq: 1, at: '', type, data: {} })).not.toBe(type);
  });
  it.each([
    ['alarm.acknowledged', { byName: 'truc1', reason: 'Đang kiểm tra' }, 'truc1 xác nhận: “Đang kiểm tra”'],
    ['alarm.acknowledged', { byName: 'truc1', reason: null }, 'truc1 xác nhận'],
    ['alarm.raised', { priority: 'P2', again: false }, 'Bắt đầu, mức P2'],
    ['alarm.raised', { priority: 'P2', again: true }, 'Xuất hiện lại'],
    ['alarm.rose', { from: 'P3', priority: 'P1' }, 'Tăng mức từ P3 lên P1'],
    [
      'alarm.rose',
      { from: 'P3', priority: 'P1', broke: { supp: 'SHELVED', by: 'lan', until: null } },
      'Tăng mức từ P3 lên P1, phá tạm hoãn của lan',
    ],
    [
      'alarm.refused',
      { byName: 'truc2', action: 'ack', answer: { message: 'Đã xác nhận bởi truc1 lúc 10:00' } },
      'truc2 muốn xác nhận, bị từ chối: Đã xác nhận bởi truc1 lúc 10:00',
    ],
    ['alarm.suppressed', { byName: null, by: null, mode: 'design', on: true }, 'Hệ thống đặt chặn'],
    ['alarm.novelty', {}, 'alarm.novelty'],
  ])('%s %j', (type, data, text) => {
    expect(historyText({ seq: 1, at: '', type, data })).toBe(text);
  });
});

describe('where a login leads', () => {
  it.each([
    ['?next=/wall', '/wall'],
    ['?next=%2Freplay%2F2026-03-04%3Ft%3D03%3A42', '/replay/2026-03-04?t=03:42'],
    ['', '/desk'],
    ['?next=//evil.example', '/desk'],
    ['?next=/%5Cevil.example', '/desk'],
    ['?next=https://evil.example', '/desk'],
    ['?next=/%09/evil.example', '/desk'],
    ['?next=javascript:alert(1)', '/desk'],
    ['?next=/login?next=/login', '/desk'],
  ])('%s → %s', (search, path) => {
    expect(nextPath(search)).toBe(path);
  });
});
