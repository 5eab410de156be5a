import type { FunctionComponent } from 'preact';
import { lazy } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { BrokenPage } from './broken-page.tsx';

/**
 * A page that is loaded when somebody goes there. One that cannot be loaded (no connection, a deployment so old that its files are gone)
 * says so. Going there once more, or the connection that is back, loads the whole document again: browsers may answer a second `import()`
 * from their memory of the first (https://html.spec.whatwg.org/#fetch-a-single-module-script).
 */
export function lazyPage(load: () => Promise<FunctionComponent>): FunctionComponent {
  let hasFailed = false;
  return lazy(() =>
    load().catch(() => {
      return function MissingPage() {
        useEffect(() => {
          if (hasFailed && navigator.onLine) location.reload();
          hasFailed = true;
          const reload = () => location.reload();
          addEventListener('online', reload);
          return () => removeEventListener('online', reload);
        }, []);
        return <BrokenPage />;
      };
    }),
  );
}
