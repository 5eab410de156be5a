import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api/outcome.ts';
import type { Resource } from '../api/resource.ts';
import { t } from '../messages/messages.ts';
import { failureText } from './failure-text.ts';

interface ResourceNoticeProps<T> {
  readonly resource: Resource<T>;
  /** While another place of the page is the right one to say it. */
  readonly isQuiet?: boolean;
}

/** Says what a resource is waiting for or why it has no (new) answer, and offers to ask again. Silent while all is well. */
export function ResourceNotice<T>({ resource, isQuiet = false }: ResourceNoticeProps<T>) {
  const { failure, retryAt, isSlow, activity } = resource.state.value;
  // What was said stays until there is an answer: it would come and go with every attempt.
  const said = useRef<Failure | undefined>(undefined);
  if (activity !== 'loading') said.current = failure;
  const isSaid = failure !== undefined && failure === said.current;
  return (
    <div class="notices" role="status">
      {!isQuiet && !isSaid && isSlow && activity === 'loading' && (
        <p class="notice notice--waiting">{t('common.slow')}</p>
      )}
      {!isQuiet && isSaid && (
        <div class="notice notice--failure">
          <p>
            {failureText(failure)} {retryAt !== undefined && <Countdown until={retryAt} />}
            {activity === 'loading' && <span aria-hidden="true">{t(isSlow ? 'common.slow' : 'common.loading')}</span>}
          </p>
          {failure.kind === 'refused' && failure.status >= 500 && (
            <p class="notice__small">{t('common.failure.requestId', { requestId: failure.problem.requestId })}</p>
          )}
          <button type="button" class="button button--small" onClick={() => void resource.load()}>
            {t('common.retry')}
          </button>
        </div>
      )}
    </div>
  );
}

/** Counts the seconds until something happens. Not read out: the sentence before it says enough. */
export function Countdown({ until }: { readonly until: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  const count = Math.max(1, Math.ceil((until - now) / 1000));
  return <span aria-hidden="true">{t('common.waiting', { count })}</span>;
}
