// Dragging along the day: at most ten questions a second, the last place exact, and a browser that stays at hand.
import { afterEach, expect, it } from 'vitest';
import { DAY } from '../client/replay/days.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { recordTasks } from '../support/tasks.ts';
import { openReplay, press, shownTime } from './replay-visit.ts';

const { visit } = browserOfFile();
let close = (): void => {};
afterEach(() => close());

const LONGEST_MS = 100;
it('a hundred places in quick succession end at the last one, without a long task', async () => {
  const { page, server } = await openReplay(visit, `${DAY}?t=00:00:00&as=then`, { seekMs: 30 });
  close = server.close;
  const plot = page.locator('.timeline-plot');
  await plot.waitFor();
  await expect.poll(() => shownTime(page), WAIT).toBe('00:00:00');
  await page.waitForTimeout(1_000);
  const box = await plot.boundingBox();
  if (!box) throw new Error('no strip');
  const y = box.y + box.height / 2;
  const before = server.calls.length;
  const tasks = await recordTasks(page);

  const begun = performance.now();
  await page.mouse.move(box.x, y);
  await page.mouse.down();
  for (let i = 1; i <= 100; i++) await page.mouse.move(box.x + (box.width * ((i * 37) % 101)) / 101, y);
  await page.mouse.up();
  const seconds = (performance.now() - begun) / 1000;

  // The hundredth: 3700 mod 101 = 64 of 101, to the second.
  const last = Math.round((Math.fround(64 / 101) * 86_400_000) / 1000);
  const wanted = new Date(last * 1000).toISOString().slice(11, 19);
  const shown = async (): Promise<number> => {
    const [h = 0, m = 0, s = 0] = (await shownTime(page)).split(':').map(Number);
    return h * 3600 + m * 60 + s;
  };
  // The mouse stands on a whole fraction of a pixel: a minute at most to each side, and then exactly what the strip says.
  await expect.poll(async () => Math.abs((await shown()) - last), { ...WAIT, message: wanted }).toBeLessThan(60);
  const hand = await page.locator('.timeline-time').textContent();
  await expect.poll(() => shownTime(page), WAIT).toBe(hand);
  const seeks = server.calls.slice(before).filter(({ event }) => event === 'seek');
  expect(seeks.length).toBeLessThanOrEqual(10 * seconds + 3);
  expect(seeks.at(-1)?.payload).toEqual({ at: `${DAY}T${hand}.000+07:00` });
  await page.waitForTimeout(500);
  expect(await shownTime(page)).toBe(hand);

  const busy = await tasks.stop();
  expect(busy.filter((ms) => ms > LONGEST_MS)).toEqual([]);
});

it('Shift and a drag mark a stretch, and the instant stays', async () => {
  const { page, server } = await openReplay(visit);
  close = server.close;
  await expect.poll(() => shownTime(page), WAIT).toBe('09:00:00');
  const box = await page.locator('.timeline-plot').boundingBox();
  if (!box) throw new Error('no strip');
  const y = box.y + box.height / 2;
  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, y, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page.locator('.timeline-loop').waitFor();
  expect(await shownTime(page)).toBe('09:00:00');
  await press(page, ' ');
  const loop = (): { from: string; to: string } | undefined =>
    (
      server.calls.findLast(({ event }) => event === 'play')?.payload as
        | { loop: { from: string; to: string } }
        | undefined
    )?.loop;
  await expect.poll(loop, WAIT).toBeDefined();
  expect(Math.abs(Date.parse(loop()!.from) - Date.parse(`${DAY}T12:00:00+07:00`))).toBeLessThan(60_000);
  expect(Math.abs(Date.parse(loop()!.to) - Date.parse(`${DAY}T18:00:00+07:00`))).toBeLessThan(60_000);
});

it('the pointer is told what stands under it', async () => {
  const { page, server } = await openReplay(visit);
  close = server.close;
  const plot = page.locator('.timeline-plot');
  await plot.waitFor();
  const box = await plot.boundingBox();
  if (!box) throw new Error('no strip');
  await page.mouse.move(box.x + (box.width * 4.5) / 24, box.y + 40);
  await expect.poll(() => page.locator('.timeline-card').textContent(), WAIT).toContain('không có dữ liệu');
  await page.mouse.move(box.x + (box.width * 222.3) / 1440, box.y + 5);
  await expect.poll(() => page.locator('.timeline-card').textContent(), WAIT).toContain('Máy chủ một cửa nhiễm mã độc');
});

it('a cell of the grid is picked by a click', async () => {
  const { page, server } = await openReplay(visit);
  close = server.close;
  const cell = page.locator('[data-endpoint]').nth(40);
  await cell.waitFor();
  const id = await cell.getAttribute('data-endpoint');
  await cell.click();
  await page.locator(`.cell-picked[data-endpoint="${id}"]`).waitFor();
  await page.getByRole('button', { name: 'Lần đổi trạng thái sau của điểm cầu (phím })' }).click();
  await expect
    .poll(() => server.calls.findLast(({ event }) => event === 'step')?.payload, WAIT)
    .toMatchObject({ to: 'endpoint', subject: id });
});
