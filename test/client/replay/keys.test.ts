import { describe, expect, it } from 'vitest';
import { keyOf, otherSpeed, SPEEDS, type Stroke } from '../../../client/replay/keys.ts';

const press = (key: string, more: Partial<Stroke> = {}) =>
  keyOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, on: 'page', ...more });

describe('keys', () => {
  it.each([
    [' ', { do: 'toggle' }],
    ['ArrowLeft', { do: 'jump', ms: -10_000 }],
    ['ArrowUp', { do: 'faster' }],
    ['.', { do: 'step', to: 'event', back: false }],
    ['[', { do: 'step', to: 'alarm', back: true }],
    ['}', { do: 'step', to: 'endpoint', back: false }],
    ['a', { do: 'mark', name: 'a' }],
    ['B', { do: 'mark', name: 'b' }],
    ['x', { do: 'clear' }],
    ['s', { do: 'skip' }],
    ['v', { do: 'truth' }],
    ['t', { do: 'time', typed: false }],
    ['0', { do: 'time', typed: true }],
    ['?', { do: 'help' }],
    ['q', null],
    ['Enter', null],
  ])('%j', (key, meant) => expect(press(key)).toEqual(meant));

  it('Shift jumps half a minute', () => {
    expect(press('ArrowRight', { shiftKey: true })).toEqual({ do: 'jump', ms: 30_000 });
  });
  it('belong to the field that is typed in, to the browser with Ctrl, and the blank to the button with the focus', () => {
    expect(press(' ', { on: 'field' })).toBeNull();
    expect(press('0', { on: 'field' })).toBeNull();
    expect(press('.', { ctrlKey: true })).toBeNull();
    expect(press(' ', { on: 'button' })).toBeNull();
    expect(press('.', { on: 'button' })).not.toBeNull();
  });
  it('speeds go up and down and stop at the ends', () => {
    expect(otherSpeed(1, true)).toBe(2);
    expect(otherSpeed(60, false)).toBe(30);
    expect(otherSpeed(900, true)).toBe(900);
    expect(otherSpeed(0.5, false)).toBe(0.5);
    expect(SPEEDS).toEqual([0.5, 1, 2, 5, 10, 30, 60, 300, 900]);
  });
});
