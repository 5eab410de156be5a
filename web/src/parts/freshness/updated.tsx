import { useEffect, useState } from 'preact/hooks';
import { locale, t } from '../../messages/messages.ts';
import { sinceOf } from './since.ts';

/** How often the words are looked at again, in milliseconds. */
const tick = 15_000;

/** Says when something was last known to be right, in words that go with the time. @param at in milliseconds since 1970 */
export function Updated({ at }: { readonly at: number }) {
  const [now, setNow] = useState(at);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, [at]);
  const since = sinceOf(at, now);
  return (
    <time class="muted small" dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString(locale.value)}>
      {since === undefined
        ? t('common.updated.now')
        : t('common.updated', {
            since: new Intl.RelativeTimeFormat(locale.value, { numeric: 'always' }).format(since.value, since.unit),
          })}
    </time>
  );
}
