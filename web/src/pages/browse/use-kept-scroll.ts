import { useLocation } from 'preact-iso';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { DragonList } from './dragon-list.ts';

/**
 * Remembers how far down a list somebody is, and takes whoever comes back by the browser's buttons there again. The browser's own memory
 * does not reach: it looks before the page is there.
 */
export function useKeptScroll(list: DragonList): void {
  const cameByLink = useCameByLink();
  useLayoutEffect(() => {
    if (!cameByLink && list.scrolledTo > 0) scrollTo(0, list.scrolledTo);
  }, []);
  useEffect(() => {
    const { href } = location;
    const remember = (): void => {
      // While another page is being loaded this one is still there, and scrolled for that one.
      if (location.href === href) list.scrolledTo = scrollY;
    };
    remember();
    addEventListener('scroll', remember, { passive: true });
    return () => removeEventListener('scroll', remember);
  }, [list]);
}

/** Whether a link led to what is shown, rather than the browser's history. The router knows it, and its types do not say so. */
export function useCameByLink(): boolean {
  const here = useLocation();
  return 'wasPush' in here && here.wasPush === true;
}
