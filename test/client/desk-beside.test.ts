// What stands beside the list: words of a row, who has what open, the agreement with the server's counts.
import { describe, expect, it } from 'vitest';
import { createAgreement, type Figures, RELOAD_GAP_MS, STILL_MS } from '../../client/desk/agreement.ts';
import { createPresence, othersAt } from '../../client/desk/presence.ts';
import { ageOf, dueOf, rowParts } from '../../client/desk/row-words.ts';
import { at, deskRow } from './desk-rows.ts';

const now = Date.parse(at(20));
const line = (change: Parameters<typeof deskRow>[0], cause: string | null = null, others: string[] = []): string =>
  rowParts(deskRow({ responsible: '', ...change }), now, cause, others)
    .map(({ text, strong }) => (strong ? `*${text}*` : text))
    .join(' · ');

describe('a row in words', () => {
  it.each([
    ['fresh', {}, 'Chưa xác nhận'],
    ['whose it is', { responsible: 'Ca trực SOC' }, 'Chưa xác nhận · trách nhiệm: Ca trực SOC'],
    ['chatters', { chatterUntil: at(22), count: 14 }, 'Chưa xác nhận · *chập chờn ×14*'],
    ['no longer chatters', { chatterUntil: at(19), count: 14 }, 'Chưa xác nhận · ×14'],
    ['held', { heldUntil: at(22) }, 'Chưa xác nhận · *tạm hết*'],
    ['gone up', { escalatedTo: 'Trưởng ca' }, 'Chưa xác nhận · *đã báo lên Trưởng ca*'],
    ['gone up and acknowledged', { state: 'active_ack', by: 'Lan', escalatedTo: 'Trưởng ca' }, 'Đã xác nhận · Lan'],
    [
      'acknowledged by one, done by another',
      { state: 'active_ack', by: 'Lan', owner: 'Hùng', note: 'Đang kiểm tra' },
      'Đã xác nhận · Lan · Hùng xử lý · “Đang kiểm tra”',
    ],
    ['returned', { state: 'rtn_unack' }, 'Đã hết, chưa xác nhận'],
    [
      'shelved: who, since when, why',
      { state: 'shelved', suppressedBy: 'Lan', suppressedAt: at(5), note: 'chờ kết quả' },
      'Tạm hoãn · Lan từ 10:05 · “chờ kết quả”',
    ],
    [
      'out of service',
      { state: 'out_of_service', suppressedBy: 'Lan', suppressedAt: at(5) },
      'Đang bảo trì · Lan từ 10:05',
    ],
  ] as const)('%s', (_name, change, text) => {
    expect(line(change)).toBe(text);
  });
  it('under a cause says which', () => {
    expect(line({ state: 'suppressed', cause: 'x' }, 'Đứt cáp')).toBe('Bị chặn · Do: Đứt cáp');
  });
  it('says who else has it open', () => {
    expect(line({}, null, ['Hùng', 'Minh'])).toBe('Chưa xác nhận · đang mở: Hùng, Minh');
  });
  it('counts down to the answer and to the end of a shelf', () => {
    expect(dueOf(deskRow({ respondBy: at(22) }), now)).toEqual({ text: 'còn 2 phút', late: false });
    expect(dueOf(deskRow({ respondBy: at(15) }), now)).toEqual({ text: 'quá hạn 5 phút', late: true });
    expect(dueOf(deskRow({ state: 'active_ack', respondBy: at(15) }), now)).toBeNull();
    expect(dueOf(deskRow({ state: 'shelved', shelvedUntil: at(21) }), now - 15_000)?.text).toBe('hết hoãn sau 1 phút');
    expect(dueOf(deskRow(), now)).toBeNull();
    expect(ageOf(deskRow(), now)).toBe('20 phút trước');
  });
});

describe('who has it open', () => {
  it('is told on a change and repeated, and does not name oneself', () => {
    const told: (string | null)[] = [];
    const presence = createPresence((occurrence) => told.push(occurrence));
    presence.open('a');
    presence.open('a');
    presence.repeat();
    presence.open(null);
    expect(told).toEqual(['a', 'a', null]);
    presence.hear({ open: { a: ['Lan', 'Hùng'] } });
    expect(othersAt(presence.get(), 'a', 'Lan')).toEqual(['Hùng']);
    expect(othersAt(presence.get(), 'b', 'Lan')).toEqual([]);
  });
});

describe('the agreement with the server', () => {
  const figures = (P1: number): Figures => ({
    unacknowledged: { P1, P2: 0, P3: 0, P4: 0 },
    shelved: 0,
    suppressed: 0,
    outOfService: 0,
  });
  it('asks for the list once both stand still and differ, and not again and again', () => {
    let reloads = 0;
    const { check } = createAgreement(() => {
      reloads += 1;
    });
    expect(check(figures(1), figures(2), 0)).toBe(false);
    expect(check(figures(1), figures(3), 2_000)).toBe(false);
    expect(check(figures(2), figures(3), 2_000 + STILL_MS - 1)).toBe(false);
    expect(check(figures(2), figures(3), 2_000 + 2 * STILL_MS)).toBe(true);
    expect(check(figures(2), figures(3), 3_000 + 2 * STILL_MS)).toBe(true);
    expect(reloads).toBe(1);
    expect(check(figures(2), figures(3), 2_000 + 2 * STILL_MS + RELOAD_GAP_MS)).toBe(true);
    expect(reloads).toBe(2);
    expect(check(figures(3), figures(3), 60_000)).toBe(false);
    expect(check(figures(3), figures(3), 90_000)).toBe(false);
    expect(reloads).toBe(2);
  });
});
