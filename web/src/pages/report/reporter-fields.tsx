import { t } from '../../messages/messages.ts';
import { CheckField } from '../../parts/dragon-form/check-field.tsx';
import type { FieldForm } from '../../parts/dragon-form/form.ts';
import { TextField } from '../../parts/dragon-form/text-field.tsx';

interface ReporterFieldsProps {
  readonly form: FieldForm<'reportingPhoneNumber' | 'confirmationRequired'>;
}

/** How to reach whoever saw the dragon. */
export function ReporterFields({ form }: ReporterFieldsProps) {
  return (
    <fieldset>
      <legend>{t('report.form.reporter')}</legend>
      <TextField form={form} field="reportingPhoneNumber" type="tel" autocomplete="tel" hint={t('report.hint.phone')} />
      <CheckField form={form} field="confirmationRequired" hint={t('report.hint.confirm')} />
    </fieldset>
  );
}
