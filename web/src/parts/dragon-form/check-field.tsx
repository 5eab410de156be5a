import { t } from '../../messages/messages.ts';
import { FieldFault, faultId, fieldId } from './field-fault.tsx';
import type { FieldForm } from './form.ts';

interface CheckFieldProps<Field extends string> {
  readonly form: FieldForm<Field>;
  readonly field: Field;
  readonly hint?: string;
}

/** A box to tick, with its label and what it means. */
export function CheckField<Field extends string>({ form, field, hint }: CheckFieldProps<Field>) {
  const id = fieldId(field);
  const fault = form.faultOf(field);
  const descriptions = [hint !== undefined && `${id}-hint`, fault !== undefined && faultId(field)];
  return (
    <div class="field field--check">
      <input
        id={id}
        name={field}
        type="checkbox"
        aria-invalid={fault !== undefined}
        aria-describedby={descriptions.filter((name) => name !== false).join(' ') || undefined}
        checked={form.values.value[field] === true}
        onChange={({ currentTarget }) => form.set(field, currentTarget.checked)}
      />
      <label class="field__label" for={id}>
        {t(form.options.labels[field])}
      </label>
      {hint !== undefined && (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldFault field={field} fault={fault} />
    </div>
  );
}
