import { Page } from '../../parts/page.tsx';

/** The page DragonPage. */
export function DragonPage() {
  return <Page title="DragonPage">{null}</Page>;
}
