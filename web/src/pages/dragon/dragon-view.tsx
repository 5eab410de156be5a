import type { Dragon } from '../../api/api.ts';
import { addressOf } from '../../dragons/filters.ts';
import { spelledField } from '../../dragons/spelled.ts';
import { t } from '../../messages/messages.ts';
import { DragonFacts } from '../../parts/dragon-facts.tsx';
import type { DragonField } from '../../parts/dragon-form/dragon.ts';
import { Emblem } from '../../parts/emblem/emblem.tsx';
import { familyAttributes } from '../../parts/emblem/family.ts';

const place: readonly DragonField[] = ['neighborhood', 'city', 'state', 'country'];

/** A dragon: how it looks, what is said of it, where it lives. Its family and its state lead to their other dragons. */
export function DragonView({ dragon }: { readonly dragon: Dragon }) {
  const { family, state, description } = dragon;
  return (
    <article class="dragon" {...familyAttributes(family)}>
      <div class="dragon__emblem">
        <Emblem family={family} size={168} />
        <a class="tag" href={addressOf({ family })}>
          <span class="visually-hidden">{t('dragon.field.family')}: </span>
          <bdi>{spelledField('family', family)}</bdi>
        </a>
      </div>
      <div class="dragon__words">
        <p class="dragon__description" dir="auto">
          {description}
        </p>
        <h2>{t('dragon.group.place')}</h2>
        <DragonFacts
          dragon={dragon}
          fields={place}
          shown={(field) => {
            const text = spelledField(field, dragon[field]);
            return field === 'state' ? <a href={addressOf({ state })}>{text}</a> : text;
          }}
        />
      </div>
    </article>
  );
}
