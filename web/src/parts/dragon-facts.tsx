import type { ComponentChildren } from 'preact';
import type { Dragon } from '../api/api.ts';
import { spokenFamily } from '../dragons/families.ts';
import { t } from '../messages/messages.ts';
import './dragon-facts.css';
import { dragonLabels, type DragonField } from './dragon-form/dragon.ts';

interface DragonFactsProps {
  readonly dragon: Dragon;
  readonly fields: readonly DragonField[];
  /** Says a field in another way than as it was typed. */
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
              <strong class="facts__mark">{t('dragon.changed')}</strong>
            )}
          </dt>
          <dd dir="auto">{shown === undefined ? fieldText(dragon, field) : shown(field)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a field says, as somebody typed it; a known family in the person's language. */
export function fieldText(dragon: Dragon, field: DragonField): string {
  return field === 'family' ? spokenFamily(dragon.family) : dragon[field];
}
