// The face of a file: its mode, truth, seq, author and making, in words and in its name.
import { clock, date, number } from '../../shared/i18n/format.ts';
import type { Mode, Stamp } from './protocol.ts';
import { words } from './words.ts';

export const makeStamp = (
  maker: Readonly<{ by: string; at: number; mode: Mode }>,
  of: Pick<Stamp, 'as' | 'seq' | 'exercise'>,
): Stamp => ({ mode: maker.mode, by: maker.by, madeAt: maker.at, ...of });

/** `21:15:00 21/11/2026` local. */
export const moment = (instant: number): string => `${clock(instant)} ${date(instant)}`;

/** The parts, in order: mode, exercise where it is one, truth, seq, author, made at. */
export const stampParts = ({ mode, as, seq, by, madeAt, exercise }: Stamp): readonly string[] => [
  words.mode[mode],
  ...(exercise ? [words.exercise] : []),
  words.truth[as],
  words.upToSeq(number(seq)),
  words.author(by),
  words.madeAt(moment(madeAt)),
];

/** One line; what a person is called has no line break in it. */
export const stampText = (stamp: Stamp): string => stampParts(stamp).join(' · ');

/**
 * `TRICH-XUAT_bao-cao-ngay_2026-11-21_luc-do_so-12345.pdf`: letters that every file system takes.
 * `period`: day, month or range.
 */
export const fileName = ({ mode, as, seq, exercise }: Stamp, what: string, period: string, ending: string): string =>
  [
    words.file.mode[mode],
    ...(exercise ? [words.file.exercise] : []),
    what,
    period,
    words.file.truth[as],
    `so-${seq}.${ending}`,
  ].join('_');
