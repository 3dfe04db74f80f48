import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const CLIENT = join(import.meta.dirname, '../../client');
const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(css|tsx?)$/.test(name));
const read = (name: string): string => readFileSync(join(CLIENT, name), 'utf8');
const using = (pattern: RegExp): string[] =>
  files.filter((name) => name !== 'styles/tokens.css' && pattern.test(read(name))).sort();

const THEMES = { dark: ':root {', light: '[data-theme="light"] {', night: '[data-theme="night"] {' } as const;
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

/** How far from grey, 0 to 1. */
const saturation = (colour: string): number => {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(colour)?.[1];
  const wide = hex && (hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex);
  const parts = wide
    ? [0, 2, 4].map((i) => Number.parseInt(wide.slice(i, i + 2), 16))
    : colour
        .match(/[\d.]+/g)!
        .slice(0, 3)
        .map(Number);
  const [most, least] = [Math.max(...parts) / 255, Math.min(...parts) / 255];
  const light = (most + least) / 2;
  return most === least ? 0 : (most - least) / (1 - Math.abs(2 * light - 1));
};

describe('reserved colours', () => {
  it('alarm colours stand in the alarm components alone, and on the desk where its sound is blocked or a bound is broken', () => {
    expect(using(/--p[1-4]\b/)).toEqual([
      'alarm/endpoint-cell.css',
      'alarm/symbol.css',
      'alarm/urgent.css',
      'desk/horn/horn.css',
      'desk/kpi/kpi.css',
    ]);
  });
  it('violet stands in the frame of a replay alone', () => {
    expect(using(/--replay\b/)).toEqual(['wall/frame.css']);
  });
  it('nobody writes an alarm colour or the violet by its number', () => {
    const dark = tokens('dark');
    for (const token of ['p1', 'p2', 'p3', 'p4', 'replay']) expect(using(new RegExp(dark[token]!, 'i'))).toEqual([]);
  });
  it('all other colours are greys: none is as strong as the calm blue', () => {
    const written = files
      .filter((name) => name !== 'styles/tokens.css')
      .flatMap((name) =>
        [...read(name).matchAll(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)/gi)].map(([text]) => [name, text] as const),
      );
    expect(written.length).toBeGreaterThan(5);
    expect(written.filter(([, text]) => saturation(text) > 0.2)).toEqual([]);
    for (const name of files) expect(read(name), name).not.toMatch(/\b(hsla?|oklch|lab|lch|hwb)\(/);
    const dark = tokens('dark');
    for (const token of ['ground', 'tile', 'raised', 'line', 'text', 'label', 'faint', 'mark', 'hatch'])
      expect(saturation(dark[token]!), token).toBeLessThan(0.2);
    expect(saturation(dark.calm!)).toBeLessThan(Math.min(...['p1', 'p2', 'p3'].map((p) => saturation(dark[p]!))));
  });
  it('no colour has a name, no shadow, glow or gradient but the hatches', () => {
    for (const name of files.filter((file) => file.endsWith('.css'))) {
      const css = read(name).replaceAll(/\/\*[\s\S]*?\*\//g, '');
      expect(css, name).not.toMatch(/:\s*(red|orange|yellow|green|blue|purple|violet|lime|cyan|magenta|crimson)\b/);
      expect(css, name).not.toMatch(/(box|text)-shadow\s*:\s*(?!none)|filter\s*:\s*(?!none)/);
      expect(css.replaceAll('repeating-linear-gradient', ''), name).not.toMatch(/gradient\(/);
    }
  });
  it('no panel knows of replay', () => {
    for (const name of files.filter((file) => file.startsWith('panels/'))) expect(read(name)).not.toMatch(/replay/i);
  });
  it('only one file touches ECharts', () => {
    expect(using(/from 'echarts/)).toEqual(['chart.tsx']);
  });
});

describe('motion', () => {
  const rules = files
    .filter((name) => name.endsWith('.css'))
    .flatMap((name) =>
      read(name)
        .split('}')
        .map((rule) => [name, rule] as const),
    );
  const allOf = (pattern: RegExp): [file: string, value: string][] =>
    rules.flatMap(([name, rule]) =>
      [...rule.matchAll(pattern)].map((match): [string, string] => [name, match[1]!.trim()]),
    );

  it('is the ring of an unacknowledged alarm, once a second, a change on the map, three times, and nothing else', () => {
    expect(allOf(/@keyframes\s+([\w-]+)/g)).toEqual([
      ['alarm/symbol.css', 'alarm-blink'],
      ['panels/map.css', 'map-pulse'],
    ]);
    const running = allOf(/\banimation\s*:([^;]+);/g).filter(([, value]) => value !== 'none');
    expect(running).toEqual([
      ['alarm/symbol.css', 'alarm-blink 1s steps(1, end) infinite'],
      ['panels/map.css', 'map-pulse 1s steps(1, end) 3'],
    ]);
    expect(allOf(/\banimation-(?!duration)[\w-]+\s*:([^;]+);/g)).toEqual([]);
    for (const [, value] of allOf(/\banimation-duration\s*:([^;]+);/g))
      expect(Number.parseFloat(value)).toBeGreaterThanOrEqual(1);
  });
  it('of what has just changed ends within 400 ms', () => {
    for (const [name, value] of allOf(/\btransition(?:-duration)?\s*:([^;]+);/g))
      for (const [, figure, unit] of value.matchAll(/([\d.]+)(m?s)\b/g))
        expect(Number(figure) * (unit === 's' ? 1_000 : 1), name).toBeLessThanOrEqual(400);
  });
  it('is made by style sheets alone', () => {
    expect(using(/\.animate\(|<animate|<marquee/)).toEqual([]);
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
