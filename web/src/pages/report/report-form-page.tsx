import { Page } from '../../parts/page.tsx';

/** The page ReportFormPage. */
export function ReportFormPage() {
  return <Page title="ReportFormPage">{null}</Page>;
}
