// Rows of a desk for tests: one alarm with everything quiet, and what a test wants otherwise.
import fc from 'fast-check';
import type { AlarmList } from '../../client/desk/alarm-store.ts';
import { createAlarmStore } from '../../client/desk/alarm-store.ts';
import { alarmState, type DeskRow, priority } from '../../shared/alarm/view-schema.ts';
import { instantText } from '../../shared/time.ts';

export const deskRow = (change: Partial<DeskRow> = {}): DeskRow => ({
  occurrence: 'a',
  version: 1,
  rule: 'A21',
  subject: 'EP-7',
  priority: 'P2',
  state: 'active_unack',
  raisedAt: '2026-11-21T10:00:00.000+07:00',
  count: 1,
  text: 'Mất kết nối',
  by: null,
  agency: null,
  returnedAt: null,
  ackedAt: null,
  note: null,
  shelvedUntil: null,
  owner: null,
  ownerId: null,
  ackedBy: null,
  suppressedBy: null,
  suppressedAt: null,
  kind: 'pair',
  lastSeenAt: '2026-11-21T10:00:00.000+07:00',
  ruleName: 'Điểm cầu mất kết nối',
  responsible: 'Kỹ thuật điểm cầu',
  respondBy: null,
  hornAt: '2026-11-21T10:00:00.000+07:00',
  escalation: 0,
  escalatedTo: null,
  ackUntil: null,
  chatterUntil: null,
  heldUntil: null,
  cause: null,
  symptoms: 0,
  latching: false,
  recurrenceOf: null,
  ...change,
});

/** 10:mm on the day of the tests. */
export const at = (minute: number): string => instantText(Date.parse('2026-11-21T10:00:00+07:00') + minute * 60_000);

/** Rows that may be compared: few ids, few instants, all states and priorities. */
export const anyRow = fc
  .record({
    occurrence: fc.integer({ min: 0, max: 30 }).map((n) => `o${n}`),
    version: fc.integer({ min: 1, max: 4 }),
    priority: fc.constantFrom(...priority.options),
    state: fc.constantFrom(...alarmState.options),
    raisedAt: fc.integer({ min: 0, max: 9 }).map(at),
    rule: fc.constantFrom('A01', 'A21', 'A30'),
  })
  .map(deskRow);

/** No row twice. */
export const anyRows = fc.uniqueArray(anyRow, { selector: (row) => row.occurrence, maxLength: 25 });

/** A list as it is drawn, of these rows. */
export function listOf(rows: readonly DeskRow[]): AlarmList {
  const store = createAlarmStore((flush) => flush()());
  store.reset({ rows });
  return store.get();
}
