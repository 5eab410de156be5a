import type { BrowserContextOptions } from 'playwright-core';

/** What somebody looks at the page with. */
export interface Device {
  readonly name: 'desktop' | 'phone';
  readonly options: BrowserContextOptions;
}

const common: BrowserContextOptions = {
  locale: 'en-US',
  timezoneId: 'UTC',
  colorScheme: 'light',
  // Nothing moves, so that what is there can be looked at and clicked at once.
  reducedMotion: 'reduce',
};

export const desktop: Device = {
  name: 'desktop',
  options: { ...common, viewport: { width: 1280, height: 800 } },
};

export const phone: Device = {
  name: 'phone',
  options: { ...common, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** The devices on which everything has to work. */
export const devices: readonly Device[] = [desktop, phone];
