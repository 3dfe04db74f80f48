// What the rules of accessibility (axe) find on a page as it stands.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** `within`: a selector; the whole page unless said. `only`: these rules or tags of rules; all unless said. */
export async function complaints(
  page: Page,
  { within, only }: Readonly<{ within?: string; only?: readonly string[] }> = {},
): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    async ([context, rules]) => {
      const own = (globalThis as unknown as { axe: typeof axe }).axe;
      const { violations } = await own.run(context ?? document, rules ? { runOnly: rules } : {});
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
      );
    },
    [within ?? null, only ? [...only] : null] as const,
  );
}

/** The same page in its dark colours, of which contrast alone differs; then it is light again. */
export async function darkContrast(page: Page): Promise<string[]> {
  const dress = (theme: string): Promise<void> =>
    page.evaluate((wanted) => {
      document.documentElement.dataset.theme = wanted;
    }, theme);
  await dress('dark');
  const found = await complaints(page, { only: ['color-contrast'] });
  await dress('light');
  return found;
}
