import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import { faultText } from './fault.ts';
import { fieldId } from './field-fault.tsx';
import type { FieldForm } from './form.ts';

/** After sending was tried in vain: everything that is wrong, as links to the fields. It takes the focus then. */
export function FaultSummary<Field extends string>({ form }: { readonly form: FieldForm<Field> }) {
  const summary = useRef<HTMLDivElement>(null);
  const attempts = form.attempts.value;
  useEffect(() => {
    if (attempts > 0) summary.current?.focus();
  }, [attempts]);
  const faulty = attempts === 0 ? [] : fieldsOf(form).filter((field) => form.faultOf(field) !== undefined);
  if (faulty.length === 0) return null;
  return (
    <div ref={summary} class="notice notice--failure" tabIndex={-1} role="group" aria-labelledby="fault-summary-title">
      <h2 id="fault-summary-title">{t('dragon.summary', { count: faulty.length })}</h2>
      <ul>
        {faulty.map((field) => (
          <li key={field}>
            <FaultLink form={form} field={field} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FaultLinkProps<Field extends string> {
  readonly form: FieldForm<Field>;
  readonly field: Field;
}

function FaultLink<Field extends string>({ form, field }: FaultLinkProps<Field>) {
  const fault = form.faultOf(field);
  // A fragment in the address would be a step in the history; the field is to have the focus, not the address.
  const focus = (event: Event) => {
    event.preventDefault();
    document.getElementById(fieldId(field))?.focus();
  };
  return (
    <a href={`#${fieldId(field)}`} onClick={focus}>
      {t(form.options.labels[field])}: {fault !== undefined && faultText(fault)}
    </a>
  );
}

function fieldsOf<Field extends string>({ options }: FieldForm<Field>): Field[] {
  const fields: Field[] = [];
  for (const field in options.labels) fields.push(field);
  return fields;
}
