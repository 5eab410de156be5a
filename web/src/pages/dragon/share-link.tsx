import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import { dragonPath } from '../../addresses.ts';

/** A link to a dragon, to be copied, or handed to whatever the device can share with. */
export function ShareLink({ dragonName }: { readonly dragonName: string }) {
  const [copied, setCopied] = useState<'yes' | 'by-hand'>();
  const address = location.origin + dragonPath(dragonName);
  // The browser may have no clipboard for pages such as this one, or the person may not allow it.
  const copy = () =>
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(address))
      .then(
        () => setCopied('yes'),
        () => setCopied('by-hand'),
      );
  return (
    <div class="dragon__share">
      <div class="actions">
        <button type="button" class="button button--small" onClick={() => void copy()}>
          {t('dragon.share.copy')}
        </button>
        {'share' in navigator && (
          <button type="button" class="button button--small" onClick={() => share(dragonName, address)}>
            {t('dragon.share')}
          </button>
        )}
        <span role="status" class="small">
          {copied === 'yes' && t('dragon.share.copied')}
        </span>
      </div>
      {copied === 'by-hand' && <LinkByHand address={address} />}
    </div>
  );
}

function LinkByHand({ address }: { readonly address: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <div class="field">
      <label class="field__label" for="link-by-hand">
        {t('dragon.share.byHand')}
      </label>
      <input ref={field} id="link-by-hand" readOnly value={address} dir="ltr" />
    </div>
  );
}

function share(title: string, url: string): void {
  // It fails when the person thinks better of it; they know.
  navigator.share({ title, url }).catch(() => undefined);
}
