import type { Report } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { stepsOf } from './report-steps.ts';
import { isolated, reasonText } from './report-texts.ts';
import { ReportTime } from './report-time.tsx';

/** How a report stands: in a sentence, which is read out when it changes, and as steps. @param report undefined while it is not there yet */
export function ReportProgress({ report }: { readonly report: Report | undefined }) {
  return (
    <>
      <div role="status">
        {report === undefined ? <p class="progress">{t('common.loading')}</p> : <Standing report={report} />}
      </div>
      {report !== undefined && <Steps report={report} />}
    </>
  );
}

function Standing({ report }: { readonly report: Report }) {
  const name = isolated(report.dragon.dragonName);
  switch (report.status) {
    case 'PENDING':
      return <p class="notice progress">{t('report.one.pending', { name })}</p>;
    case 'ACCEPTED':
      return <p class="notice notice--success">{t('report.one.accepted', { name })}</p>;
    case 'REJECTED':
      return (
        <div class="notice notice--failure">
          <p>
            <strong>{t('report.one.rejected', { name })}</strong>
          </p>
          <p dir="auto">{reasonText(report)}</p>
        </div>
      );
  }
}

function Steps({ report }: { readonly report: Report }) {
  return (
    <section>
      <h2>{t('report.one.steps')}</h2>
      <ol class="steps" role="list">
        {stepsOf(report).map(({ name, state, at }) => (
          <li key={name} class={`steps__step steps__step--${state} steps__step--${name}`}>
            <span class="steps__name">{t(`report.step.${name}`)}</span>
            <span class="visually-hidden">: {t(`report.step.state.${state}`)}</span>
            {at !== undefined && (
              <span class="muted small">
                <ReportTime at={at} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
