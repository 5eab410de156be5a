import { t } from '../../messages/messages.ts';
import { CheckField } from '../../parts/dragon-form/check-field.tsx';
import type { FieldForm } from '../../parts/dragon-form/form.ts';
import { TextField } from '../../parts/dragon-form/text-field.tsx';

interface ReporterFieldsProps {
  readonly form: FieldForm<'reportingPhoneNumber' | 'confirmationRequired'>;
  /** Whether the report was sent before, with a number that is not kept. */
  readonly isAgain: boolean;
}

/** How to reach whoever saw the dragon. */
export function ReporterFields({ form, isAgain }: ReporterFieldsProps) {
  return (
    <fieldset>
      <legend>{t('report.form.reporter')}</legend>
      <TextField
        form={form}
        field="reportingPhoneNumber"
        type="tel"
        autocomplete="tel"
        hint={[isAgain && t('report.hint.phoneAgain'), t('report.hint.phone')].filter(Boolean).join(' ')}
      />
      <CheckField form={form} field="confirmationRequired" hint={t('report.hint.confirm')} />
    </fieldset>
  );
}
