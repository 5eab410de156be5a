import { t } from '../../messages/messages.ts';
import { Page } from '../../parts/page.tsx';
import { useServices } from '../../services.ts';
import './report.css';
import { ReportForm } from './report-form.tsx';

/** Where a dragon is reported. */
export function ReportFormPage() {
  const { session } = useServices();
  return <Page title={t('report.form.title')}>{session.may('dragons/write') ? <ReportForm /> : <MayNotReport />}</Page>;
}

/** Says to readers, before they type anything, what they can do to become reporters. */
function MayNotReport() {
  return (
    <section class="empty">
      <h2>{t('report.mayNot.title')}</h2>
      <p>{t('report.mayNot.text')}</p>
      <a class="button" href="/">
        {t('report.mayNot.browse')}
      </a>
    </section>
  );
}
