import { Page } from '../../parts/page.tsx';

/** The page EditPage. */
export function EditPage() {
  return <Page title="EditPage">{null}</Page>;
}
