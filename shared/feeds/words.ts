// Figures and times as they stand in the text of an alarm. Not Intl, which differs between machines.
import { instantText } from '../time.ts';

/** `10:17` local. */
export const clockText = (instant: number): string => instantText(instant).slice(11, 16);

/** 1234.56 → "1.234,6": at most one decimal. */
export function figure(value: number): string {
  const [whole = '0', decimal] = (Math.round(value * 10) / 10).toString().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return decimal === undefined ? grouped : `${grouped},${decimal}`;
}
