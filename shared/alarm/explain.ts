// Which alarms? Every figure of the alarms with its rule in words, and the occurrences that are counted in it.
import {
  type Ask,
  type Described,
  type Figure,
  type Figures,
  type Kind,
  NO_TRACE,
  one,
  type Part,
} from '../explain/figure.ts';
import { known, momentOf } from '../explain/words.ts';
import { spoken } from '../i18n/spoken.ts';
import type { Priority } from '../source.ts';
import type { Alarms } from './fold.ts';
import { shownPriority } from './occurrence.ts';
import { type Bucket, bucketOf } from './ranking.ts';
import type { AlarmsView } from './view-schema.ts';

type AlarmFigure = Figure<Alarms>;
const SOURCE = 'features.md §3; ISA-18.2 / IEC 62682';

/** Its beginning and its last acts are enough to tell how it came to where it is. */
const ACTS_TOLD = 12;

const inBucket = (bucket: Bucket, name: string, text: string): AlarmFigure => ({
  name,
  text,
  source: SOURCE,
  kind: 'alarm',
  list: (alarms) =>
    [...alarms.open.values()]
      .filter((occurrence) => bucketOf(occurrence) === bucket)
      .map(({ occurrence, unackSince }) => one(occurrence, unackSince)),
});

const waiting = (priority: Priority): AlarmFigure =>
  inBucket(
    priority,
    `Cảnh báo ${priority} chưa xác nhận`,
    `Cảnh báo đang mở, chưa ai xác nhận, mức cao nhất từ khi chưa xác nhận là ${priority} (${spoken.priority[priority].toLowerCase()}); kể cả khi tình trạng đã hết. Không tính cảnh báo tạm hoãn, bị chặn, ngừng dùng.`,
  );

const figures: Figures<Alarms, AlarmsView> = {
  'unacknowledged.P1': waiting('P1'),
  'unacknowledged.P2': waiting('P2'),
  'unacknowledged.P3': waiting('P3'),
  'unacknowledged.P4': waiting('P4'),
  acknowledged: inBucket(
    'acknowledged',
    'Cảnh báo đã xác nhận',
    'Cảnh báo đang mở, đã có người xác nhận, không tạm hoãn, không bị chặn, không ngừng dùng.',
  ),
  shelved: inBucket(
    'shelved',
    'Cảnh báo tạm hoãn',
    'Cảnh báo đang mở mà người trực đã tạm hoãn, có lý do và thời hạn.',
  ),
  suppressed: inBucket(
    'suppressed',
    'Cảnh báo bị chặn',
    'Cảnh báo đang mở, bị chặn vì đã có cảnh báo nguyên nhân hoặc do trưởng ca chặn.',
  ),
  outOfService: inBucket(
    'outOfService',
    'Cảnh báo ngừng dùng',
    'Cảnh báo đang mở mà trưởng ca đưa vào bảo trì (ngừng dùng).',
  ),
  'flood.announced': {
    name: 'Cảnh báo phát ra trong 10 phút',
    text: 'Số lần cảnh báo đòi người trực chú ý trong 10 phút qua. Chỉ lưu số đếm: một cảnh báo có thể được tính nhiều lần.',
    source: 'EEMUA 191; ISA-18.2',
    kind: 'alarm',
    list: null,
  },
  'top.*.version': null,
  'top.*.count': null,
  'top.*.symptoms': null,
  'top.*.rank': null,
};

function describe(alarms: Alarms, _kind: Kind, id: string, { now }: Ask): Described {
  const o = alarms.open.get(id);
  if (!o) return { name: null, agency: null, facts: {}, trace: NO_TRACE };
  return {
    name: o.text,
    agency: o.agency,
    facts: known({
      Mức: `${shownPriority(o)} ${spoken.priority[shownPriority(o)]}`,
      'Quy tắc': o.rule,
      'Đối tượng': o.subject,
      'Xuất hiện': momentOf(o.raisedAt, now),
      'Đã hết': o.returnedAt === null ? null : momentOf(o.returnedAt, now),
      'Xác nhận': o.ackedName === null || o.ackedAt === null ? null : `${o.ackedName}, ${momentOf(o.ackedAt, now)}`,
      'Ai đặt': o.suppName,
      'Đến lúc': o.shelveUntil === null ? null : momentOf(o.shelveUntil, now),
      'Số lần': o.count > 1 ? String(o.count) : null,
    }),
    trace: {
      seqs: [...o.history.slice(0, 1), ...o.history.slice(1).slice(-ACTS_TOLD)].map(({ seq }) => seq),
      spans: [],
    },
  };
}

export const alarmPart: Part<Alarms, AlarmsView> = { figures, describe };
