// Figures and instants as they stand in the texts of alarms. Not Intl, which differs between machines.
import { instantText } from '../../time.ts';

/** 1234567 → "1.234.567" */
export const figure = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.');

/** "08:15:30", local */
export const clock = (instant: number): string => instantText(instant).slice(11, 19);

/** "08:15 ngày 23/11", local */
export function clockOfDay(instant: number): string {
  const text = instantText(instant);
  return `${text.slice(11, 16)} ngày ${text.slice(8, 10)}/${text.slice(5, 7)}`;
}

/** 240 → "4 giờ", 90 → "90 phút" */
export const minutesInWords = (minutes: number): string =>
  minutes >= 60 && minutes % 60 === 0 ? `${figure(minutes / 60)} giờ` : `${figure(minutes)} phút`;

/** 72 → "3 ngày", 108 → "4,5 ngày", 50 → "50 giờ" */
export const hoursInWords = (hours: number): string =>
  hours % 12 === 0 ? `${String(hours / 24).replace('.', ',')} ngày` : `${figure(hours)} giờ`;

export const SEVERITY_NAMES: Readonly<Record<string, string>> = {
  low: 'thấp',
  medium: 'trung bình',
  high: 'cao',
  critical: 'nghiêm trọng',
};

export const VERDICT_NAMES: Readonly<Record<string, string>> = {
  true_positive: 'có thật',
  false_positive: 'báo nhầm',
  duplicate: 'trùng',
};
