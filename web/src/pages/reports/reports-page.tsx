import { Page } from '../../parts/page.tsx';

/** The page ReportsPage. */
export function ReportsPage() {
  return <Page title="ReportsPage">{null}</Page>;
}
