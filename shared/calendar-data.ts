// Working shifts, days off and worked Saturdays of Vietnam, 2019–2027, as data. A site corrects them with `calendar.changed` events.
// Marks: [K] published, quoted in domain.md §3.3; [G] government announcement as generally known, not re-read; [D] derived from the
// Labour Code (Art. 112) and the lunar calendar because nothing was announced when this was written: to be checked that year.
// 24/11 (Ngày Văn hóa Việt Nam) is left out: the amendment that makes it a day off was only ordered in 2026 (vneconomy.vn 26/2/2026).

/** Spans of one working day in minutes after local midnight, in order, valid from a local day until the next row. */
export type Shift = Readonly<{ from: string; spans: readonly (readonly [start: number, end: number])[] }>;

/** Plain JSON. Days are `yyyy-mm-dd` local; a day in neither list follows the week (Monday to Friday worked). */
export type CalendarData = Readonly<{
  /** Rises with each change, so that what was computed from an older calendar is computed anew. */
  version: number;
  shifts: readonly Shift[];
  holidays: readonly string[];
  workdays: readonly string[];
}>;

const OFF: Readonly<Record<string, string>> = {
  '2019': '01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02', // [K] 29/4 for the Saturday 4/5; Tết [G]
  '2020': '01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02', // [G]
  '2021': '01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03', // [K]
  '2022': '01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02', // [G]
  '2023': '01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04', // [G]
  '2024': '01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03', // [G] 29/4 for the Saturday 4/5
  '2025': '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02', // [G] 2/5 for the Saturday 26/4
  '2026': '01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02', // [G] 2/1 for 10/1, 31/8 for 22/8
  '2027': '01-01 02-05 02-08 02-09 02-10 02-11 04-16 04-30 05-03 09-02 09-03', // [D]
};

export const calendarData: CalendarData = {
  version: 0,
  // 07:00–11:30, 13:30–17:00: the defaults of a running provincial system [K]; Phú Thọ's own hours were not found.
  shifts: [
    {
      from: '1970-01-01',
      spans: [
        [7 * 60, 11 * 60 + 30],
        [13 * 60 + 30, 17 * 60],
      ],
    },
  ],
  holidays: Object.entries(OFF).flatMap(([year, days]) => days.split(' ').map((day) => `${year}-${day}`)),
  workdays: ['2019-05-04', '2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22'],
};
