import { faultText, type Fault } from './fault.ts';

/** The id of a field's control. A page has one form. */
export function fieldId(field: string): string {
  return `field-${field}`;
}

/** The id of what is wrong with a field, for its `aria-describedby`. */
export function faultId(field: string): string {
  return `${fieldId(field)}-fault`;
}

/** What is wrong with a field, beside it. */
export function FieldFault({ field, fault }: { readonly field: string; readonly fault: Fault | undefined }) {
  if (fault === undefined) return null;
  return (
    <p class="field__error" id={faultId(field)}>
      {faultText(fault)}
    </p>
  );
}
