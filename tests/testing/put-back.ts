import { afterEach, vi } from 'vitest';

// For files that share a process: what one of them replaced is there again for the next.
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
