// What an eye finds on a page, measured in the browser on every text node: contrast, room for marks, what moves, what shapes differ.
import type { Page } from 'playwright-core';

export type Told = Readonly<{ text: string; where: string; contrast: number; least: number }>;

/**
 * Text whose contrast to what is behind it is too low: 7:1 where it holds a figure, 4.5:1 elsewhere. Behind it may be a
 * hatch: the worst of its colours counts. The number in the sign of an alarm repeats its shape and counts as a label.
 */
export const faintText = (page: Page, root: string): Promise<Told[]> =>
  page.evaluate((selector) => {
    type Colour = readonly [number, number, number, number];
    const COLOUR = /rgba?\([^)]*\)|color\(srgb[^)]*\)/g;
    const read = (text: string): Colour => {
      const [r = 0, g = 0, b = 0, a = 1] = (text.replace('srgb', '').match(/[\d.]+/g) ?? []).map(Number);
      return text.startsWith('color') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
    };
    const over = (top: Colour, below: Colour, opacity = 1): Colour => {
      const a = top[3] * opacity;
      const mix = (i: 0 | 1 | 2): number => a * top[i] + (1 - a) * below[i];
      return [mix(0), mix(1), mix(2), 1];
    };
    const luminance = (colour: Colour): number => {
      const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((value) => {
        const c = value / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: Colour, b: Colour): number => {
      const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (light + 0.05) / (dark + 0.05);
    };
    const known = new Map<Element, readonly Colour[]>();
    function behind(element: Element | null): readonly Colour[] {
      if (element === null) return [[255, 255, 255, 1]];
      const before = known.get(element);
      if (before) return before;
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      const ground = behind(element.parentElement).map((below) => over(read(backgroundColor), below));
      const painted = (backgroundImage.match(COLOUR) ?? []).map(read);
      const all = [...ground, ...painted.flatMap((colour) => ground.map((below) => over(colour, below)))];
      known.set(element, all);
      return all;
    }
    const opacityOf = (element: Element | null): number =>
      element === null ? 1 : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement);

    const found: Told[] = [];
    const nodes = document.createTreeWalker(document.querySelector(selector) ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const [text, element] = [node.textContent?.trim() ?? '', node.parentElement];
      if (text === '' || element === null || element.getClientRects().length === 0) continue;
      const sign = element.closest('svg');
      const style = getComputedStyle(element);
      const body = sign?.querySelector('.alarm-body');
      const fill = body ? getComputedStyle(body).fill : 'none';
      const grounds = fill === 'none' ? behind(sign?.parentElement ?? element) : [read(fill)];
      const colour = read(sign ? style.fill : style.color);
      const opacity = opacityOf(element);
      const worst = Math.min(...grounds.map((ground) => contrast(over(colour, ground, opacity), ground)));
      const least = /\d/.test(text) && !sign ? 7 : 4.5;
      if (worst < least - 0.005) found.push({ text, where: element.className.toString(), contrast: worst, least });
    }
    return found;
  }, root);

/**
 * Text whose lines are too close for Vietnamese marks (less than 1.35), or whose ink would be cut off by a box that hides
 * what does not fit. The ink is that of Ễ Ỗ Ặ Ỵ, drawn in the text's own face and looked at pixel by pixel.
 */
export const cutMarks = (page: Page, root: string): Promise<{ styles: number; problems: string[] }> =>
  page.evaluate((selector) => {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('no canvas');
    type Ink = Readonly<{ above: number; below: number; ascent: number; descent: number }>;
    const inks = new Map<string, Ink>();
    /** How far the ink of the marks reaches above and below the line that letters stand on, in px. */
    function inkOf(font: string, px: number): Ink {
      const before = inks.get(font);
      if (before) return before;
      const [width, height, base] = [Math.ceil(px * 6), Math.ceil(px * 4), Math.ceil(px * 2)];
      [canvas.width, canvas.height] = [width, height];
      if (!pen) throw new Error('no canvas');
      pen.font = font;
      const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = pen.measureText('ỄỖẶỴ');
      pen.fillText('ỄỖẶỴ', px / 2, base);
      const { data } = pen.getImageData(0, 0, width, height);
      let [top, bottom] = [height, 0];
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          if ((data[4 * (y * width + x) + 3] ?? 0) > 32) [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
      const ink = { above: base - top, below: bottom - base, ascent, descent };
      inks.set(font, ink);
      return ink;
    }
    const problems = new Set<string>();
    const nodes = document.createTreeWalker(document.querySelector(selector) ?? document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const element = node.parentElement;
      if (element === null || element.closest('svg') || node.textContent?.trim() === '') continue;
      const style = getComputedStyle(element);
      const px = Number.parseFloat(style.fontSize);
      const where = `${element.className || element.parentElement?.className} “${node.textContent?.trim().slice(0, 24)}”`;
      const ratio = Number.parseFloat(style.lineHeight) / px;
      // A line holds the marks if its own height or that of the block it stands in does.
      if (!(ratio >= 1.345)) problems.add(`${where}: line-height ${ratio.toFixed(2)}`);
      const ink = inkOf(`${style.fontWeight} ${style.fontSize} ${style.fontFamily}`, px);
      range.selectNodeContents(node);
      for (const { top, height } of range.getClientRects()) {
        if (height === 0) continue;
        const base = top + (height * ink.ascent) / (ink.ascent + ink.descent);
        for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
          const { overflowY, overflowClipMargin } = getComputedStyle(box);
          if (overflowY === 'visible') continue;
          const clip = box.getBoundingClientRect();
          const spare = 0.5 + (overflowY === 'clip' ? Number.parseFloat(overflowClipMargin) || 0 : 0);
          if (base - ink.above < clip.top - spare || base + ink.below > clip.bottom + spare)
            problems.add(`${where}: cut by ${box.className}`);
        }
      }
    }
    return { styles: inks.size, problems: [...problems] };
  }, root);

export type Moving = Readonly<{ on: string; text: string; ms: number; litAtRest: boolean }>;

/** What moves on a page: on what, the text in it, how long one round takes, and whether it is seen once it stands still. */
export const movingOn = (page: Page): Promise<Moving[]> =>
  page.evaluate(() =>
    document.getAnimations().map((animation) => {
      const { target } = animation.effect as KeyframeEffect;
      const ms = Number(animation.effect?.getTiming().duration);
      animation.cancel();
      const style = target ? getComputedStyle(target) : null;
      const litAtRest =
        style !== null && Number(style.opacity) === 1 && style.visibility === 'visible' && style.display !== 'none';
      return { on: target?.nodeName ?? '', text: target?.textContent?.trim() ?? '', ms, litAtRest };
    }),
  );

/** Outlines as they look without any colour: for each pair the share of pixels in which the two differ. */
export const differingShapes = (
  page: Page,
  shapes: Readonly<Record<string, string>>,
): Promise<Record<string, number>> =>
  page.evaluate((paths) => {
    const EDGE = 48;
    const masks = Object.entries(paths).map(([name, path]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [EDGE, EDGE];
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      pen.scale(EDGE / 24, EDGE / 24);
      pen.fill(new Path2D(path));
      const { data } = pen.getImageData(0, 0, EDGE, EDGE);
      return [name, Array.from({ length: EDGE * EDGE }, (_, i) => (data[4 * i + 3] ?? 0) > 127)] as const;
    });
    const differing: Record<string, number> = {};
    for (const [i, [a, mask]] of masks.entries())
      for (const [b, other] of masks.slice(i + 1))
        differing[`${a} ${b}`] = mask.filter((on, at) => on !== other[at]).length / mask.length;
    return differing;
  }, shapes);
