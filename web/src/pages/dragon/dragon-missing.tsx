import { t } from '../../messages/messages.ts';
import { Page } from '../../parts/page.tsx';
import { useServices } from '../../services.ts';
import { isolated } from '../../messages/isolated.ts';

interface DragonMissingProps {
  readonly dragonName: string;
  /** Whether it was shown a moment ago. */
  readonly wasThere?: boolean;
}

/** There is no such dragon: what one can do instead. */
export function DragonMissing({ dragonName, wasThere = false }: DragonMissingProps) {
  const { session } = useServices();
  return (
    <Page title={t('dragon.missing.title')}>
      <div class="empty">
        <p>{t(wasThere ? 'dragon.missing.vanished' : 'dragon.missing.text', { name: isolated(dragonName) })}</p>
        <p class="actions">
          <a class="button button--primary" href="/">
            {t('dragon.toList')}
          </a>
          {session.may('dragons/write') && (
            <a class="button" href="/report">
              {t('common.nav.report')}
            </a>
          )}
        </p>
      </div>
    </Page>
  );
}
