import type { Locator, Page } from 'playwright-core';

/** More steps than any page has places for the focus. */
const enough = 200;

/** What has the focus now. */
export async function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === element.ownerDocument.activeElement);
}

/**
 * Goes on with the Tab key until something has the focus.
 * @throws Error when it never gets it, or when on the way something has it that shows nothing of it
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < enough; step += 1) {
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate<string | null>(withoutFocusMark);
    if (hidden !== null) throw new Error(`Nobody sees that this has the focus: ${hidden}`);
    if (await isFocused(target)) return;
  }
  throw new Error(`The Tab key does not lead to ${target.toString()}.`);
}

/**
 * The markup of what has the focus where nothing shows it; null where all is well. What shows it is an outline, of itself or of what it fills
 * (a card), or in a drawing its own shape, drawn once more.
 */
const withoutFocusMark = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const around = [element, element.parentElement, element.closest('li')].filter((one) => one !== null);
  const isOutlined = around.some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const { width, height } = one.getBoundingClientRect();
    return outlineStyle !== 'none' && outlineWidth !== '0px' && width > 1 && height > 1;
  });
  const shape = element.querySelector('path')?.getAttribute('d');
  const drawn = [...(element.closest('svg')?.querySelectorAll('path') ?? [])];
  const isDrawnTwice = drawn.some((path) => !element.contains(path) && path.getAttribute('d') === shape);
  return isOutlined || isDrawnTwice ? null : element.outerHTML.slice(0, 200);
})()`;
