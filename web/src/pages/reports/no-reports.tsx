import { t } from '../../messages/messages.ts';
import { useServices } from '../../services.ts';

/** Stands where reports will be. */
export function NoReports() {
  const { session } = useServices();
  return (
    <section class="empty">
      <h2>{t('report.list.empty.title')}</h2>
      {session.may('dragons/write') ? (
        <>
          <p>{t('report.list.empty.text')}</p>
          <a class="button button--primary" href="/report">
            {t('report.form.title')}
          </a>
        </>
      ) : (
        <p>{t('report.list.empty.mayNot')}</p>
      )}
    </section>
  );
}
