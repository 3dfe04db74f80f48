import { describe, expect, it } from 'vitest';
import { aroundAt, markText } from '../../../client/replay/timeline/around.ts';
import { actMarks, alarmMarks, barsOf, lanesOf, placer, silentFeeds } from '../../../client/replay/timeline/lanes.ts';
import { readDay } from '../../../client/replay/told.ts';
import { MINUTE_MS } from '../../../shared/time.ts';
import { at, DAY, emptyDay, fullDay } from './days.ts';

const full = readDay(fullDay);
const empty = readDay(emptyDay);

describe('lanes', () => {
  it('stand below each other, without those that are empty all day', () => {
    expect(lanesOf(empty, 1).lanes.map(({ id }) => id)).toEqual([
      'alarm',
      'dossier',
      'conference',
      'security',
      'other',
    ]);
    const { lanes, height } = lanesOf(full, 1);
    expect(lanes.map(({ id }) => id)).toEqual([
      'alarm',
      'dossier',
      'conference',
      'security',
      'other',
      'late',
      'silence',
      'house',
    ]);
    for (const [i, lane] of lanes.entries()) {
      const next = lanes[i + 1];
      if (next) expect(next.top).toBeGreaterThan(lane.top + lane.height);
      else expect(lane.top + lane.height).toBe(height);
    }
  });
  it('a scale makes all of it larger', () => {
    expect(lanesOf(full, 1.5).height).toBeCloseTo(lanesOf(full, 1).height * 1.5, 0);
  });
  it('names each silent feed once', () => {
    expect(silentFeeds(full)).toEqual(['/phutho/motcua', '/phutho/soc']);
  });
});

describe('places', () => {
  it('midnight is left, the next one right, noon in the middle; what lies outside stands at the edge', () => {
    const place = placer(DAY, 1440);
    expect([at('00:00:00'), at('12:00:00'), at('23:59:00')].map(place)).toEqual([0, 720, 1439]);
    expect(place(at('00:00:00') - MINUTE_MS)).toBe(0);
    expect(place(at('23:59:59') + 60 * MINUTE_MS)).toBe(1440);
  });
});

describe('bars', () => {
  it('one a minute that has anything, the fullest as high as the lane', () => {
    const path = barsOf([0, 1, 0, 99], 10);
    expect(path).toMatch(/^M1 10v-1\.5h1V10zM3 10v-10h1V10z$/);
  });
  it('a single event is no tower, nothing is nothing', () => {
    expect(barsOf([1], 10)).toBe('M0 10v-10h1V10z');
    expect(barsOf([0, 0], 10)).toBe('');
  });
});

describe('marks', () => {
  it('that stand close become one, the worst of them', () => {
    const storm = alarmMarks(full, 1440, 11).filter(({ count }) => count > 1);
    expect(storm.length).toBeGreaterThan(0);
    expect(storm.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(38);
    expect(storm[0]?.priority).toBe('P2');
    expect(alarmMarks(full, 1440, 11).find(({ x }) => Math.round(x) === 222)).toMatchObject({
      priority: 'P1',
      count: 1,
    });
    expect(alarmMarks(full, 144_000, 11).every(({ count }) => count === 1)).toBe(true);
  });
  it('of what people did: an escalation is not hidden by an acknowledgement', () => {
    expect(actMarks(full, 1440, 8).map(({ what }) => what)).toEqual(['ack', 'up', 'ack']);
    expect(actMarks(full, 144_000, 8).map(({ what }) => what)).toEqual(['ack', 'up', 'ack', 'ack']);
  });
});

describe('what stands at a place', () => {
  it('counts of the minute, marks near it, who was away', () => {
    const around = aroundAt(full, at('03:42:20'), 5 * MINUTE_MS);
    expect(around.time).toBe('03:42:20');
    expect(around.counts).toMatch(/khác \d/);
    expect(around.lines).toEqual([
      'màn hình Phòng họp lớn mất kết nối 03:40–03:44',
      '03:42:10 Phát sinh KHẨN CẤP · Máy chủ một cửa nhiễm mã độc (srv-motcua)',
      '03:44:31 Xác nhận · Nguyễn Thị Phương Loan',
    ]);
    expect(around.more).toBe(0);
  });
  it('no data is not no events', () => {
    expect(aroundAt(full, at('04:30:00'), 0).counts).toBe('không có dữ liệu');
    expect(aroundAt(empty, at('04:30:00'), 0).counts).toBe('không có sự kiện');
  });
  it('what has not come yet is neither', () => {
    expect(aroundAt(empty, at('12:00:01'), 0, at('12:00:00')).counts).toBe('chưa tới');
    expect(aroundAt(empty, at('11:59:59'), 0, at('12:00:00')).counts).toBe('không có sự kiện');
  });
  it('a silent feed, a late event with its lag', () => {
    expect(aroundAt(full, at('07:30:00'), 0).lines).toContain('nguồn /phutho/motcua im lặng 07:16–08:02');
    expect(aroundAt(full, at('08:04:00'), MINUTE_MS).lines).toContain('muộn 1 giờ 57, nhận lúc 10:01:22');
  });
  it('says how many more there are', () => {
    const around = aroundAt(full, at('14:22:00'), 3 * MINUTE_MS);
    expect(around.lines).toHaveLength(5);
    expect(around.more).toBe(35);
  });
  it('a mark that is not known is shown by its name', () => {
    expect(markText({ ...full.markers[0]!, type: 'alarm.named', text: 'x' })).toBe('00:12:04 alarm.named · x');
  });
});
