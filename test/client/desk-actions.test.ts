import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, type Asker, BULK_ACTIONS, closedUndoLeft, offeredFor, undoLeft } from '../../client/desk/actions.ts';
import { focusOf, intentOf, type Stroke } from '../../client/desk/keys.ts';
import { USUAL_UNTIL, untilsAt } from '../../client/desk/untils.ts';
import { REASON_MIN, SHELVE_LEAST_CAP_MS } from '../../shared/alarm/command.ts';
import { ACTIONS as KNOWN } from '../../shared/alarm/events.ts';
import { endOfShift } from '../../shared/alarm/shifts.ts';
import type { ClosedRow } from '../../shared/alarm/view-schema.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { anyRow, at, deskRow } from './desk-rows.ts';

const now = Date.parse(at(20));
const OPERATOR = ['alarms.read', 'alarms.act'];
const SUPERVISOR = [...OPERATOR, 'alarms.reset', 'alarms.suppress', 'alarms.out_of_service', 'alarms.unack_other'];
const asker = (permissions: readonly string[], name = 'lan'): Asker => ({
  name,
  may: (permission) => permissions.includes(permission),
  now,
});
const offered = (change: Parameters<typeof deskRow>[0], who = asker(SUPERVISOR)): string[] =>
  offeredFor(deskRow(change), who).map(({ id }) => id);

describe('the actions', () => {
  it('are those of the contract, all of them', () => {
    expect(new Set(ACTIONS.map(({ action }) => action))).toEqual(new Set(KNOWN));
  });
  it('never share a key on one alarm, and leave the keys of the page alone', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const keys = offeredFor(row, asker(SUPERVISOR)).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
    // S silences the horn, K shows the figures.
    for (const { key } of ACTIONS) expect('sk/?123').not.toContain(key);
  });
  it('offer at most nine quick reasons, each long enough for the server', () => {
    for (const action of ACTIONS) {
      const quick =
        action.form(deskRow({ priority: 'P2', state: 'active_unack' }), asker(SUPERVISOR))?.note?.quick ?? [];
      expect(quick.length).toBeLessThanOrEqual(9);
      for (const reason of quick) expect([...reason].length).toBeGreaterThanOrEqual(REASON_MIN);
    }
  });
  it.each([
    ['a fresh one', {}, ['ack', 'shelve', 'take', 'assign', 'comment', 'suppress', 'out_of_service']],
    ['a P1 cannot be shelved', { priority: 'P1' }, ['ack', 'take', 'assign', 'comment', 'suppress', 'out_of_service']],
    [
      'a notice can be disposed of',
      { kind: 'notice' },
      ['ack', 'shelve', 'take', 'assign', 'comment', 'dispose', 'suppress', 'out_of_service'],
    ],
    [
      'one that is over, unseen',
      { state: 'rtn_unack', kind: 'notice' },
      ['ack', 'shelve', 'take', 'assign', 'comment', 'suppress', 'out_of_service'],
    ],
    ['one that waits for a reset', { state: 'rtn_latched' }, ['unack', 'take', 'assign', 'comment', 'reset']],
    ['a shelved one', { state: 'shelved' }, ['shelve', 'unshelve', 'take', 'assign', 'comment']],
    ['a suppressed one', { state: 'suppressed' }, ['take', 'assign', 'comment', 'unsuppress']],
    ['one in maintenance', { state: 'out_of_service' }, ['take', 'assign', 'comment', 'in_service']],
    ['my own', { ownerId: 'lan' }, ['ack', 'shelve', 'assign', 'comment', 'suppress', 'out_of_service']],
  ] as const)('%s', (_name, change, wanted) => {
    expect(offered(change)).toEqual(wanted);
  });
  it('hide from an operator what a supervisor may', () => {
    expect(offered({}, asker(OPERATOR))).toEqual(['ack', 'shelve', 'take', 'assign', 'comment']);
    expect(offered({ state: 'rtn_latched' }, asker(OPERATOR))).toEqual(['take', 'assign', 'comment']);
    expect(offered({ state: 'suppressed' }, asker(OPERATOR))).toEqual(['take', 'assign', 'comment']);
  });
  it('for many at once are three', () => {
    expect(BULK_ACTIONS.map(({ action }) => action)).toEqual(['ack', 'shelve', 'comment']);
  });
});

describe('taking back', () => {
  const unack = ACTIONS.find(({ id }) => id === 'unack')!;
  const acked = (ackedBy: string, secondsAgo: number) =>
    deskRow({ state: 'active_ack', ackedBy, ackedAt: new Date(now - secondsAgo * 1_000).toISOString() });

  it('is one key without a reason for one’s own act within 30 s', () => {
    expect(undoLeft(acked('lan', 10), asker(OPERATOR))).toBe(20_000);
    expect(offered(acked('lan', 10), asker(OPERATOR))).toContain('unack');
    expect(unack.form(acked('lan', 10), asker(OPERATOR))).toBeNull();
    expect(unack.label(acked('lan', 10), asker(OPERATOR))).toBe('Hoàn tác (20 giây)');
  });
  it('is a supervisor’s, with a reason, later or for another', () => {
    for (const row of [acked('lan', 31), acked('minh', 1)]) {
      expect(offered(row, asker(OPERATOR))).not.toContain('unack');
      expect(offered(row)).toContain('unack');
      expect(unack.form(row, asker(SUPERVISOR))?.note).toMatchObject({ required: true });
    }
  });
  it('reaches an alarm that the act has closed', () => {
    const closed = (closedBy: string | null, closedCause: ClosedRow['closedCause'], secondsAgo: number): ClosedRow => ({
      ...deskRow(),
      state: 'closed',
      closedAt: new Date(now - secondsAgo * 1_000).toISOString(),
      closedBy,
      closedCause,
    });
    expect(closedUndoLeft(closed('lan', 'ack', 5), asker(OPERATOR))).toBe(25_000);
    expect(closedUndoLeft(closed('lan', 'dispose', 5), asker(OPERATOR))).toBe(25_000);
    expect(closedUndoLeft(closed('lan', 'dispose', 31), asker(OPERATOR))).toBe(0);
    expect(closedUndoLeft(closed('minh', 'ack', 5), asker(SUPERVISOR))).toBe(0);
    expect(closedUndoLeft(closed('lan', 'unshelve', 5), asker(SUPERVISOR))).toBe(0);
    expect(closedUndoLeft(closed(null, 'return', 5), asker(SUPERVISOR))).toBe(0);
  });
});

describe('until when an alarm is put off', () => {
  const starts = [7 * 60, 15 * 60, 23 * 60];
  it('is a quarter, half, a whole hour, or the end of the shift; half an hour unless chosen', () => {
    const untils = untilsAt(now, starts);
    expect(untils.map(({ label }) => label)).toEqual([
      '15 phút (10:35)',
      '30 phút (10:50)',
      '60 phút (11:20)',
      'Hết ca (15:00)',
    ]);
    expect(untils[USUAL_UNTIL]?.at).toBe(now + 30 * MINUTE_MS);
    expect(untilsAt(now, [])).toHaveLength(3);
  });
  it('is never later than the server allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 48 * 60 }), (minute) => {
        const instant = now + minute * MINUTE_MS;
        const cap = Math.max(instant + SHELVE_LEAST_CAP_MS, endOfShift(starts, instant));
        for (const { at: end } of untilsAt(instant, starts)) {
          expect(end).toBeGreaterThan(instant);
          expect(end).toBeLessThanOrEqual(cap);
        }
      }),
    );
  });
});

describe('the keys', () => {
  const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
    key,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    on: 'page',
    ...more,
  });
  it.each([
    [stroke('ArrowDown'), { do: 'move', move: 1, extend: false }],
    [stroke('ArrowUp', { shiftKey: true }), { do: 'move', move: -1, extend: true }],
    [stroke('PageDown', { shiftKey: true }), { do: 'move', move: 'page', extend: false }],
    [stroke(' '), { do: 'mark' }],
    [stroke(' ', { on: 'button' }), null],
    [stroke('Enter', { on: 'button' }), null],
    [stroke('a'), { do: 'act', key: 'a' }],
    [stroke('A', { shiftKey: true }), { do: 'act', key: 'a' }],
    [stroke('a', { on: 'button' }), { do: 'act', key: 'a' }],
    [stroke('a', { on: 'field' }), null],
    [stroke('a', { ctrlKey: true }), { do: 'markShown' }],
    [stroke('a', { ctrlKey: true, on: 'field' }), null],
    [stroke('c', { ctrlKey: true }), null],
    [stroke('2'), { do: 'list', list: 'shelved' }],
    [stroke('4'), null],
    [stroke('/'), { do: 'filter' }],
    [stroke('?', { shiftKey: true }), { do: 'help' }],
    [stroke('Escape'), { do: 'escape' }],
    [stroke('ArrowRight'), { do: 'expand', open: true }],
    [stroke('s'), null],
    [stroke('F5'), null],
  ])('%j', (pressed, intent) => {
    expect(intentOf(pressed)).toEqual(intent);
  });
  it('know nothing of what is no element', () => {
    expect(focusOf(null)).toBe('page');
  });
});
