import type { Report } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { DragonFacts } from '../../parts/dragon-facts.tsx';
import { dragonFields } from '../../parts/dragon-form/dragon.ts';
import { Emblem } from '../../parts/emblem/emblem.tsx';
import { familyAttributes } from '../../parts/emblem/family.ts';

const facts = dragonFields.filter((field) => field !== 'dragonName');

/** What was reported, as it was typed. */
export function ReportedDragon({ report: { dragon } }: { readonly report: Report }) {
  return (
    <section class="card" {...familyAttributes(dragon.family)}>
      <div class="card__head">
        <Emblem family={dragon.family} size={72} />
        <h2>{t('report.one.dragon')}</h2>
        <p dir="auto">{dragon.dragonName}</p>
      </div>
      <DragonFacts dragon={dragon} fields={facts} />
    </section>
  );
}
