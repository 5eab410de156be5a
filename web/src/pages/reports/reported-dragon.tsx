import type { Report } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import { dragonFields, dragonLabels } from '../../parts/dragon-form/dragon.ts';
import { Emblem } from '../../parts/emblem/emblem.tsx';
import { familyAttributes } from '../../parts/emblem/family.ts';

/** What was reported. */
export function ReportedDragon({ report: { dragon } }: { readonly report: Report }) {
  return (
    <section class="card" {...familyAttributes(dragon.family)}>
      <div class="card__head">
        <Emblem family={dragon.family} size={72} />
        <h2>{t('report.one.dragon')}</h2>
        <p dir="auto">{dragon.dragonName}</p>
      </div>
      <dl class="facts">
        {dragonFields
          .filter((field) => field !== 'dragonName')
          .map((field) => (
            <div key={field}>
              <dt>{t(dragonLabels[field])}</dt>
              <dd dir="auto">{dragon[field]}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
