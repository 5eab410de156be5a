import type { Failure } from '../../api/outcome.ts';
import { t } from '../../messages/messages.ts';
import { failureText } from '../../parts/failure-text.ts';
import { Countdown } from '../../parts/resource-notice.tsx';
import { isProblem, type Submission } from './submission.ts';

interface SubmissionNoticeProps {
  readonly submission: Submission;
  /** Is called when somebody presses one of its buttons, which then go. */
  readonly onPress: () => void;
}

/** Says how sending stands. */
export function SubmissionNotice({ submission, onPress }: SubmissionNoticeProps) {
  const state = submission.state.value;
  return (
    <div class="notices" role="status">
      {(state.kind === 'sending' || state.kind === 'taken') && (
        <p class="notice progress report-sending">
          {t('report.sending')} {state.kind === 'sending' && state.isSlow && t('common.slow')}
        </p>
      )}
      {state.kind === 'waiting' && (
        <div class="notice notice--waiting">
          <p>
            {sendingFailureText(state.failure)} {t('report.waiting.kept')} <Countdown until={state.retryAt} />
          </p>
          <div class="actions">
            <button
              type="button"
              class="button button--small"
              onClick={() => {
                onPress();
                void submission.retryNow();
              }}
            >
              {t('report.waiting.now')}
            </button>
            <button
              type="button"
              class="button button--small"
              onClick={() => {
                onPress();
                submission.cancel();
              }}
            >
              {t('report.waiting.cancel')}
            </button>
          </div>
        </div>
      )}
      {state.kind === 'failed' && !isAboutFields(state.failure) && (
        <div class="notice notice--failure">
          <p>{sendingFailureText(state.failure)}</p>
          <p>{t('report.failed.kept')}</p>
          {state.failure.kind === 'refused' && (
            <p class="notice__small">{t('common.failure.requestId', { requestId: state.failure.problem.requestId })}</p>
          )}
        </div>
      )}
    </div>
  );
}

function sendingFailureText(failure: Failure): string {
  if (isProblem(failure, 'report-in-progress')) return t('report.waiting.inProgress');
  if (isProblem(failure, 'forbidden')) return t('report.mayNot.text');
  return failureText(failure);
}

/** Whether the API only found fault with what was typed, which is said at the fields. */
function isAboutFields(failure: Failure): boolean {
  return failure.kind === 'refused' && (failure.problem.errors?.every((error) => error.in === 'body') ?? false);
}
