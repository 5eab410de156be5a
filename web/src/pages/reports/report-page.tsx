import { Page } from '../../parts/page.tsx';

/** The page ReportPage. */
export function ReportPage() {
  return <Page title="ReportPage">{null}</Page>;
}
