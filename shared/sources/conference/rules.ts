// Alarm rules of conferences (domain.md §4, A20–A27): how each may be set. All judge (model, now) alone.
import type { Rule } from '../../source.ts';
import { judgeClashes } from './clashes.ts';
import { judgeDrops } from './drops.ts';
import { judgeGroups } from './groups.ts';
import { guidance } from './guidance.ts';
import { judgeLevel } from './level.ts';
import { judgeMicrophones } from './microphones.ts';
import type { ConferenceModel } from './model.ts';
import { judgeLines } from './poor-lines.ts';
import { judgeReadiness } from './readiness.ts';
import { judgeUninvited } from './uninvited.ts';

const minutesBefore = (label: string, minutes: number) =>
  ({ label, unit: 'phút trước khai mạc', default: minutes, min: 1, max: 1_440 }) as const;
const percent = (label: string, value: number) => ({ label, unit: '%', default: value, min: 1, max: 100 }) as const;

/** A22 stands before A21: the symptoms look at the groups it found. */
export const conferenceRules: readonly Rule<ConferenceModel>[] = [
  {
    id: 'A20',
    kind: 'level',
    name: 'Điểm cầu chưa sẵn sàng',
    owner: 'Kỹ thuật điểm cầu; Trung tâm CNTT&TT',
    guidance: guidance.A20,
    levels: {
      test: { label: 'chưa chạy thử đạt', default: 'P4' },
      pressing: { label: 'chưa chạy thử đạt, gần giờ khai mạc', default: 'P3' },
      join: { label: 'chưa vào phòng họp', default: 'P2' },
      critical: { label: 'điểm cầu trọng yếu chưa vào phòng họp', default: 'P1' },
    },
    params: {
      testMin: minutesBefore('Phải chạy thử đạt', 60),
      pressingMin: minutesBefore('Chưa chạy thử đạt là gấp', 30),
      joinMin: minutesBefore('Phải vào phòng họp', 10),
    },
    judge: judgeReadiness,
  },
  {
    id: 'A22',
    kind: 'pair',
    name: 'Mất kết nối đồng loạt',
    owner: 'Điều phối MCU; nhà mạng',
    guidance: guidance.A22,
    levels: { group: { label: 'nhiều điểm cầu cùng lúc', default: 'P1' } },
    params: {
      least: { label: 'Ít nhất, trong một huyện', unit: 'điểm cầu', default: 5, min: 2, max: 1_000 },
      sharePct: percent('Ít nhất, trên toàn hội nghị (so với danh sách mời)', 5),
      windowSec: { label: 'Mất kết nối trong vòng', unit: 'giây', default: 60, min: 1, max: 3_600 },
    },
    judge: judgeGroups,
  },
  {
    id: 'A21',
    kind: 'pair',
    name: 'Điểm cầu mất kết nối',
    owner: 'Kỹ thuật điểm cầu; VNPT hoặc nhà mạng',
    guidance: guidance.A21,
    levels: {
      drop: { label: 'mất kết nối', default: 'P3' },
      often: { label: 'rớt nhiều lần', default: 'P2' },
      critical: { label: 'điểm cầu trọng yếu', default: 'P1' },
    },
    params: {
      often: { label: 'Coi là rớt nhiều lần từ', unit: 'lần', default: 3, min: 2, max: 50 },
      oftenMin: { label: 'Đếm số lần rớt trong', unit: 'phút', default: 15, min: 1, max: 720 },
    },
    onDelaySec: 30,
    judge: judgeDrops,
  },
  {
    id: 'A23',
    kind: 'level',
    name: 'Thiếu điểm cầu',
    owner: 'Trưởng ca',
    guidance: guidance.A23,
    levels: {
      opening: { label: 'chưa đủ khi khai mạc', default: 'P2' },
      low: { label: 'thiếu khi đang họp', default: 'P1' },
    },
    params: {
      openingPct: percent('Khi khai mạc phải có', 95),
      openingOverPct: percent('Thiếu lúc khai mạc hết khi đạt', 97),
      lowPct: percent('Khi đang họp phải có', 90),
      lowOverPct: percent('Thiếu khi đang họp hết khi đạt', 93),
      lowSec: { label: 'Nâng mức thiếu lúc khai mạc sau', unit: 'giây thiếu', default: 30, min: 0, max: 3_600 },
    },
    onDelaySec: 30,
    judge: judgeLevel,
  },
  {
    id: 'A24',
    kind: 'level',
    name: 'Đường truyền điểm cầu kém',
    owner: 'Kỹ thuật điểm cầu; VNPT hoặc nhà mạng',
    guidance: guidance.A24,
    levels: {
      line: { label: 'đường truyền kém', default: 'P4' },
      critical: { label: 'điểm cầu trọng yếu', default: 'P3' },
    },
    params: {
      lossPct: { label: 'Mất gói trên', unit: '%', default: 5, min: 0.1, max: 100 },
      rttMs: { label: 'Độ trễ trên', unit: 'ms', default: 400, min: 1, max: 60_000 },
    },
    onDelaySec: 60,
    judge: judgeLines,
  },
  {
    id: 'A25',
    kind: 'level',
    name: 'Micro mở khi không phát biểu',
    owner: 'Điều phối MCU',
    guidance: guidance.A25,
    levels: { open: { label: 'có micro mở', default: 'P4' } },
    params: { openSec: { label: 'Micro mở từ', unit: 'giây', default: 60, min: 0, max: 3_600 } },
    judge: judgeMicrophones,
  },
  {
    id: 'A26',
    kind: 'pair',
    name: 'Điểm cầu ngoài danh sách mời',
    owner: 'Điều phối MCU',
    guidance: guidance.A26,
    levels: { joined: { label: 'đã vào phòng họp', default: 'P3' } },
    judge: judgeUninvited,
  },
  {
    id: 'A27',
    kind: 'level',
    name: 'Trùng lịch hội nghị',
    owner: 'Sở TT&TT',
    guidance: guidance.A27,
    levels: { clash: { label: 'hai hội nghị cùng giờ', default: 'P4' } },
    judge: judgeClashes,
  },
];
