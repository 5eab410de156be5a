import type { Report } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { stepsOf } from './report-steps.ts';
import { ReportTime } from './report-time.tsx';

/** The way of a report, from being taken to the decision. */
export function ReportWay({ report }: { readonly report: Report }) {
  return (
    <section>
      <h2>{t('report.one.steps')}</h2>
      <ol class="steps" role="list">
        {stepsOf(report).map(({ name, state, at }) => (
          <li key={name} class={`steps__step steps__step--${state} steps__step--${name}`}>
            <span>
              {t(`report.step.${name}`)}
              <span class="visually-hidden"> ({t(`report.step.state.${state}`)})</span>
            </span>
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
