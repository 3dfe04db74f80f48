// What is wrong with the picture of a wall, measured in the page: text that crosses a bezel, leaves its tile or is too
// small for the last seat, panels that stand empty.
import type { Page } from 'playwright-core';
import { arcMinutesOf } from '../../shared/wall/geometry.ts';

type Text = Readonly<{ text: string; px: number; hero: boolean; figure: boolean }>;
type Measured = Readonly<{ faults: string[]; texts: Text[]; filled: number; frames: number; exercise: number }>;

const measure = (page: Page): Promise<Measured> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const texts: Text[] = [];
    const panels = [...document.querySelectorAll('.wall-panel')].map((panel) => panel.getBoundingClientRect());
    const clipOf = (element: Element, rect: DOMRect): { left: number; right: number; top: number; bottom: number } => {
      const box = { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (getComputedStyle(at).overflowX === 'visible') continue;
        const clip = at.getBoundingClientRect();
        box.left = Math.max(box.left, clip.left);
        box.right = Math.min(box.right, clip.right);
        box.top = Math.max(box.top, clip.top);
        box.bottom = Math.min(box.bottom, clip.bottom);
      }
      return box;
    };
    const within = (a: { left: number; right: number; top: number; bottom: number }, b: DOMRect): boolean =>
      a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
    const walker = document.createTreeWalker(document.querySelector('.wall') as Element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (text === '' || !parent) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const matrix = parent instanceof SVGGraphicsElement ? parent.getScreenCTM() : null;
      const px = Number.parseFloat(getComputedStyle(parent).fontSize) * (matrix ? matrix.d : 1);
      const hero = parent.closest('.figure-hero .figure-number') !== null;
      texts.push({ text, px, hero, figure: parent.closest('.figure-number') !== null });
      const home = (parent.closest('.tile, .panel-line, .frame') ?? document.body).getBoundingClientRect();
      for (const rect of range.getClientRects()) {
        const box = clipOf(parent, rect);
        if (box.right <= box.left || box.bottom <= box.top) continue;
        const where = `${text.slice(0, 40)} (${parent.closest('.tile-part, .tile, .panel-line')?.className})`;
        if (!panels.some((panel) => within(box, panel))) faults.push(`crosses a bezel: ${where}`);
        else if (!within(box, home)) faults.push(`leaves its tile: ${where}`);
      }
    }
    const frames = [...document.querySelectorAll('.frame')];
    for (const frame of frames)
      if ((frame.querySelector('.tile')?.textContent?.trim() ?? '') === '') faults.push('an empty panel');
    const area = frames.reduce((sum, frame) => {
      const { width, height } = frame.getBoundingClientRect();
      return sum + width * height;
    }, 0);
    return {
      faults: [...new Set(faults)],
      texts,
      filled: area / (innerWidth * innerHeight),
      frames: frames.length,
      exercise: document.querySelectorAll('.frame-exercise').length,
    };
  });

/** `filled`: share of the window that is panels; `faults`: none, where the picture can be read from the last seat. */
export async function auditWall(page: Page, { seatM, pitchMm }: Readonly<{ seatM: number; pitchMm: number }>) {
  const { faults, texts, ...rest } = await measure(page);
  const small = texts.flatMap(({ text, px, hero, figure }) => {
    const least = hero ? 40 : figure ? 22 : 16;
    const angle = arcMinutesOf(px, seatM, pitchMm);
    return angle < least - 1e-6 ? [`${angle.toFixed(1)}′ of ${least}′: ${text.slice(0, 40)}`] : [];
  });
  return { ...rest, texts: texts.length, faults: [...faults, ...new Set(small)] };
}
