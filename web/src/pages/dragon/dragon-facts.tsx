import type { ComponentChildren } from 'preact';
import type { Dragon } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { dragonLabels, type DragonField } from '../../parts/dragon-form/dragon.ts';

interface DragonFactsProps {
  readonly dragon: Dragon;
  readonly fields: readonly DragonField[];
  /** Says a field in another way than as its text. */
  readonly shown?: (field: DragonField) => ComponentChildren;
}

/** What a dragon's fields say. */
export function DragonFacts({ dragon, fields, shown }: DragonFactsProps) {
  return (
    <dl class="facts">
      {fields.map((field) => (
        <div key={field}>
          <dt>{t(dragonLabels[field])}</dt>
          <dd dir="auto">{shown?.(field) || dragon[field]}</dd>
        </div>
      ))}
    </dl>
  );
}
