import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with what a page shows now, in light and in dark: each a line with the rule, the element and what to do.
 * https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated past the Content-Security-Policy, as the developer tools do.
  await page.evaluate(axe);
  const light = await violationsIn(page, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  // Only colours are others there.
  const dark = await violationsIn(page, { runOnly: ['color-contrast', 'link-in-text-block'] });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

async function violationsIn(page: Page, options: RunOptions): Promise<string[]> {
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'] })})`,
  );
  return results.violations.flatMap((violation) => linesOf(violation));
}

function linesOf({ id, nodes }: AxeResults['violations'][number]): string[] {
  return nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`);
}

/** How far the content is wider than the window, in CSS pixels: people would have to scroll sideways. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - innerWidth)');
}
