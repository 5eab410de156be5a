import { t } from '../../messages/messages.ts';
import type { FieldForm } from '../../parts/dragon-form/form.ts';
import { Emblem } from '../../parts/emblem/emblem.tsx';
import { familyAttributes } from '../../parts/emblem/family.ts';

interface DragonPreviewProps {
  readonly form: FieldForm<'dragonName' | 'family' | 'city' | 'state'>;
}

/** The dragon as it comes to be while somebody types. It says nothing that the fields beside it do not, so it is not read out. */
export function DragonPreview({ form }: DragonPreviewProps) {
  const { dragonName, family, city, state } = form.values.value;
  const place = [city, state].filter((text) => typeof text === 'string' && text.trim() !== '').join(', ');
  return (
    <div class="card report-preview" aria-hidden="true" {...familyAttributes(String(family))}>
      <Emblem family={String(family)} size={160} />
      <p class="report-preview__name" dir="auto">
        {String(dragonName).trim() || t('report.preview.unnamed')}
      </p>
      <p class="muted" dir="auto">
        {place || t('report.preview.somewhere')}
      </p>
    </div>
  );
}
