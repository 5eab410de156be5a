import type { ComponentChildren } from 'preact';
import type { Dragon } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { dragonLabels, type DragonField } from '../../parts/dragon-form/dragon.ts';

interface DragonFactsProps {
  readonly dragon: Dragon;
  readonly fields: readonly DragonField[];
  /** Says a field in another way than as its text. */
  readonly shown?: (field: DragonField) => ComponentChildren;
  /** The version that the person knows: what is another text there is marked. */
  readonly known?: Dragon;
}

/** What a dragon's fields say. */
export function DragonFacts({ dragon, fields, shown, known }: DragonFactsProps) {
  return (
    <dl class="facts">
      {fields.map((field) => (
        <div key={field}>
          <dt>
            {t(dragonLabels[field])}
            {known !== undefined && known[field] !== dragon[field] && (
              <strong class="dragon__mark">{t('dragon.changed')}</strong>
            )}
          </dt>
          <dd dir="auto">{shown?.(field) || dragon[field]}</dd>
        </div>
      ))}
    </dl>
  );
}
