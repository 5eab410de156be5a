import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../messages/messages.ts';
import { isFirstPage } from './first-page.ts';

interface PageProps {
  readonly title: string;
  /** Stands beside the title: what the page offers to do. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/**
 * A page: names the document, and takes the focus to its heading when somebody came from another page, so that a screen reader says where
 * they are now.
 */
export function Page({ title, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The name of the page is another one in another language, also where the title stays, such as a dragon's name.
  const name = t('common.name');
  const documentTitle = title === name ? name : `${title} · ${name}`;
  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);
  useEffect(() => {
    if (!isFirstPage()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions !== undefined && <div class="page-head__actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}
