import type { Dragon } from '../../api/api.ts';
import { Emblem } from '../../parts/emblem/emblem.tsx';
import { familyAttributes } from '../../parts/emblem/family.ts';
import { dragonPath } from '../../addresses.ts';
import { spelledField } from '../../dragons/spelled.ts';

/** A dragon in the list; the whole card leads to its page. */
export function DragonCard({ dragon }: { readonly dragon: Dragon }) {
  const { dragonName, family, description, city, state, country, neighborhood } = dragon;
  return (
    <li class="card dragon-card" {...familyAttributes(family)}>
      <div class="card__head">
        <Emblem family={family} size={56} />
        <h3 dir="auto">
          <a class="card__link" href={dragonPath(dragonName)}>
            {dragonName}
          </a>
        </h3>
        <p class="muted small">
          <bdi>{spelledField('city', city)}</bdi>, <bdi>{spelledField('state', state)}</bdi>,{' '}
          <bdi>{spelledField('country', country)}</bdi>
        </p>
      </div>
      <p class="card__text" dir="auto">
        {description}
      </p>
      <p class="card__foot">
        <span class="tag">{spelledField('family', family)}</span>{' '}
        <bdi>{spelledField('neighborhood', neighborhood)}</bdi>
      </p>
    </li>
  );
}

/** Where the first cards will be. */
export function CardSkeletons() {
  return (
    <ul class="card-grid" role="list" aria-hidden="true">
      {Array.from({ length: 6 }, (_, index) => (
        <li key={index} class="card dragon-card">
          <div class="card__head">
            <span class="skeleton dragon-card__emblem" />
            <span class="skeleton dragon-card__line" />
          </div>
          <span class="skeleton dragon-card__text" />
        </li>
      ))}
    </ul>
  );
}
