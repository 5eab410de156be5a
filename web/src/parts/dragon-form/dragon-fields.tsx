import { familyWords, knownFamilies } from '../../dragons/families.ts';
import { t } from '../../messages/messages.ts';
import './dragon-form.css';
import type { DragonField } from './dragon.ts';
import type { FieldForm } from './form.ts';
import { TextField } from './text-field.tsx';

interface DragonFieldsProps {
  readonly form: FieldForm<DragonField>;
  /** What is to be known of the name, if it is not a new one. */
  readonly nameHint?: string;
}

/** The seven fields of a dragon, in a form that has at least them. */
export function DragonFields({ form, nameHint = t('dragon.hint.dragonName') }: DragonFieldsProps) {
  return (
    <>
      <fieldset>
        <legend>{t('dragon.group.dragon')}</legend>
        <TextField form={form} field="dragonName" hint={nameHint} />
        <TextField
          form={form}
          field="family"
          hint={t('dragon.hint.family')}
          suggestions={knownFamilies}
          words={familyWords}
        />
        <TextField form={form} field="description" hint={t('dragon.hint.description')} isLong />
      </fieldset>
      <fieldset>
        <legend>{t('dragon.group.place')}</legend>
        <div class="form__row">
          <TextField form={form} field="neighborhood" />
          <TextField form={form} field="city" />
          <TextField form={form} field="state" hint={t('dragon.hint.state')} />
          <TextField form={form} field="country" hint={t('dragon.hint.country')} />
        </div>
      </fieldset>
    </>
  );
}
