import { signal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { t, type MessageKey, type MessageValues } from '../messages/messages.ts';

interface FlashMessage {
  readonly key: MessageKey;
  readonly values: MessageValues;
  /** The address of the page that it is shown on. */
  readonly url: string;
}

const message = signal<FlashMessage | undefined>(undefined);

/**
 * Has the page that the person is taken to next say what was done. To be called before going there.
 * @param url the address of that page, as it is given to `route`
 */
export function flash(url: string, key: MessageKey, values: MessageValues = {}): void {
  message.value = { key, values, url };
}

/** What was done on the page before; until the person goes on. It stands in every page, so that screen readers notice what is put there. */
export function Flash() {
  const { url } = useLocation();
  const { value } = message;
  const isHere = value?.url === url;
  useEffect(() => {
    // Gone on: coming back later is no reason to say it again.
    if (isHere) return () => void (message.value = message.value === value ? undefined : message.value);
    return undefined;
  }, [isHere, value]);
  return <div role="status">{isHere && <p class="notice notice--success">{t(value.key, value.values)}</p>}</div>;
}
