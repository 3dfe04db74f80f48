// How a soak makes the wall show one thing after another. The one place to change where a wall gets another way to do it.
import type { Page } from 'playwright-core';

const SIZES = [
  [3840, 1080],
  [1920, 1080],
  [7680, 2160],
] as const;

/** So many steps until the wall shows the first thing again. */
export const STEPS = SIZES.length;

/** Goes to the step and waits until it is shown: another size of the window is another layout, mounted anew. */
export async function showStep(page: Page, step: number): Promise<void> {
  const [width, height] = SIZES[step % STEPS] ?? SIZES[0];
  await page.setViewportSize({ width, height });
  await page.locator('.wall .tile').first().waitFor();
}
