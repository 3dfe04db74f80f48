import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const CLIENT = join(import.meta.dirname, '../../client');
const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(css|tsx?)$/.test(name));
const read = (name: string): string => readFileSync(join(CLIENT, name), 'utf8');
const using = (pattern: RegExp): string[] =>
  files.filter((name) => name !== 'styles/tokens.css' && pattern.test(read(name))).sort();

const THEMES = { dark: ':root {', light: '[data-theme="light"] {', night: ':root[data-night] {' } as const;
/** A night says only what differs from the day. */
const tokens = (theme: keyof typeof THEMES): Record<string, string> => {
  const block = read('styles/tokens.css').split(THEMES[theme])[1]?.split('}')[0] ?? '';
  const own = Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]),
  );
  return theme === 'night' ? { ...tokens('dark'), ...own } : own;
};

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
};

describe('reserved colours', () => {
  it('alarm colours stand in the alarm components and on the desk’s alarm list alone', () => {
    for (const name of using(/var\(--p[1-4]\)/)) expect(name).toMatch(/^(alarm|desk)\//);
  });
  it('violet stands in the frame of a replay alone', () => {
    expect(using(/var\(--replay\)/)).toEqual(['wall/frame.css']);
  });
  it('nobody writes an alarm colour or the violet by its number', () => {
    const dark = tokens('dark');
    for (const token of ['p1', 'p2', 'p3', 'p4', 'replay']) expect(using(new RegExp(dark[token]!, 'i'))).toEqual([]);
  });
  it('no panel knows of replay', () => {
    for (const name of files.filter((file) => file.startsWith('panels/'))) expect(read(name)).not.toMatch(/replay/i);
  });
  it('only one file touches ECharts', () => {
    expect(using(/from 'echarts/)).toEqual(['chart.tsx']);
  });
});

describe.each(['dark', 'light', 'night'] as const)('contrast, %s', (theme) => {
  const colour = tokens(theme);
  it.each([
    ['text', theme === 'night' ? 9 : 12],
    ['label', theme === 'night' ? 5.5 : 6.5],
    ['faint', 4.5],
    ['p1', 4.5],
    ['p2', 4.5],
    ['p3', 4.5],
    ['p4', 4.5],
  ] as const)('%s on a tile ≥ %s', (token, least) => {
    expect(contrast(colour[token]!, colour.tile!)).toBeGreaterThanOrEqual(least);
  });
});

describe('what always stands at the same place', () => {
  it.each(['dark', 'night'] as const)('shines with 40 %% at most, %s', (theme) => {
    const colour = tokens(theme);
    for (const token of ['ground', 'tile', 'raised', 'line', 'label', 'faint', 'calm', 'mark', 'hatch'])
      expect([token, luminance(colour[token]!) <= 0.4]).toEqual([token, true]);
  });
  it('is darker at night, but for the alarms', () => {
    const [day, night] = [tokens('dark'), tokens('night')];
    for (const token of ['ground', 'tile', 'text', 'label', 'faint', 'calm', 'mark'])
      expect(luminance(night[token]!)).toBeLessThan(luminance(day[token]!));
    for (const token of ['p1', 'p2', 'p3', 'p4', 'replay']) expect(night[token]).toBe(day[token]);
  });
});
