// Whether a page is drawn pixel for pixel: nothing is scaled, nothing stands between two pixels.
import type { Page } from 'playwright-core';

/** Thickness of the strips that are laid over the wall, and what of their ends burn-in care may move out of the picture. */
const STRIP = 8;
const CARE = 2;

/**
 * Lays a grid of single pixels along the top and the left edge of the wall and takes a picture of it: how many pixels came
 * out neither black nor white, or in another order. The strips stay: the page is of no use afterwards.
 */
export async function blurredPixels(page: Page): Promise<number> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.evaluate(
    ([across, down, strip]) => {
      for (const [w, h] of [
        [across, strip],
        [strip, down],
      ] as const) {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [w, h];
        const own = canvas.getContext('2d')!;
        for (let x = 0; x < w; x++)
          for (let y = 0; y < h; y++) {
            own.fillStyle = (x + y) % 2 === 0 ? '#000' : '#fff';
            own.fillRect(x, y, 1, 1);
          }
        Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0', zIndex: '1000' });
        document.querySelector('.wall')!.append(canvas);
      }
    },
    [width, height, STRIP] as const,
  );
  const inner = STRIP - 2 * CARE;
  let wrong = 0;
  for (const clip of [
    { x: CARE, y: CARE, width: width - 2 * CARE, height: inner },
    { x: CARE, y: CARE, width: inner, height: height - 2 * CARE },
  ]) {
    const bytes = [...(await page.screenshot({ clip }))];
    wrong += await page.evaluate(async (png) => {
      // A picture by an address would be against the page's CSP.
      const picture = await createImageBitmap(new Blob([new Uint8Array(png)]));
      const own = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
      own.drawImage(picture, 0, 0);
      const { data } = own.getImageData(0, 0, picture.width, picture.height);
      const first = data[0]!;
      let count = 0;
      for (let y = 0; y < picture.height; y++)
        for (let x = 0; x < picture.width; x++) {
          const wanted = (x + y) % 2 === 0 ? first : 255 - first;
          const at = 4 * (y * picture.width + x);
          if (data[at] !== wanted || data[at + 1] !== wanted || data[at + 2] !== wanted) count += 1;
        }
      return first === 0 || first === 255 ? count : data.length;
    }, bytes);
  }
  return wrong;
}

/** Of the elements with this selector: how many a pointer at their middle would miss. */
export const missedByPointer = (page: Page, selector: string): Promise<{ of: number; missed: number }> =>
  page.evaluate((wanted) => {
    const all = [...document.querySelectorAll(wanted)];
    const missed = all.filter((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return hit?.closest(wanted) !== one;
    });
    return { of: all.length, missed: missed.length };
  }, selector);
