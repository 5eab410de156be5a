import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import { asTyped, type Words } from '../words.ts';
import { afterPress } from '../after-press.ts';
import { FieldFault, faultId, fieldId } from './field-fault.tsx';
import { lengthOf, type FieldForm } from './form.ts';

interface TextFieldProps<Field extends string> {
  readonly form: FieldForm<Field>;
  readonly field: Field;
  /** Stands below the label: what belongs here, and how. */
  readonly hint?: string;
  /** A field for several lines, which always shows how long the text is. */
  readonly isLong?: boolean;
  /** See https://html.spec.whatwg.org/#autofill; off when not given: what dragons are called is nothing that browsers know. */
  readonly autocomplete?: string;
  readonly type?: 'text' | 'tel';
  /** Values to choose from; others can be typed. */
  readonly suggestions?: readonly string[];
  /** Where people say some values in other words than the form holds. */
  readonly words?: Words;
}

/** A field for a text, with its label, what belongs there, how much room is left and what is wrong with it. */
export function TextField<Field extends string>(props: TextFieldProps<Field>) {
  const {
    form,
    field,
    hint,
    isLong = false,
    autocomplete = 'off',
    type = 'text',
    suggestions,
    words = asTyped,
  } = props;
  const id = fieldId(field);
  const value = String(form.values.value[field]);
  // While somebody types, no other word takes the place of theirs: `blue` may become `bluebell`.
  const [typed, setTyped] = useState<string>();
  const limit = form.options.schema.properties[field]?.maxLength;
  const fault = form.faultOf(field);
  const showsCounter = limit !== undefined && (isLong || lengthOf(value) > limit * 0.8);
  const descriptions = [
    hint !== undefined && `${id}-hint`,
    fault !== undefined && faultId(field),
    showsCounter && `${id}-counter`,
  ];
  const control = {
    id,
    name: field,
    dir: type === 'tel' ? ('ltr' as const) : ('auto' as const),
    autocomplete,
    // `required` is for those who hear the field: the form itself is checked by the contract.
    required: form.options.schema.required.includes(field),
    'aria-invalid': fault !== undefined,
    'aria-describedby': descriptions.filter((name) => name !== false).join(' ') || undefined,
    value: typed !== undefined && words.meant(typed) === value ? typed : words.said(value),
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
      setTyped(currentTarget.value);
      form.set(field, words.meant(currentTarget.value));
    },
    onBlur: () => {
      setTyped(undefined);
      afterPress(() => form.leave(field));
    },
  };
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {t(form.options.labels[field])}
      </label>
      {hint !== undefined && <Hint id={`${id}-hint`}>{hint}</Hint>}
      <FieldFault field={field} fault={fault} />
      {isLong ? (
        <textarea {...control} rows={6} />
      ) : (
        <input {...control} type={type} list={suggestions && `${id}-suggestions`} />
      )}
      {suggestions !== undefined && (
        <datalist id={`${id}-suggestions`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={words.said(suggestion)} />
          ))}
        </datalist>
      )}
      {showsCounter && <Counter id={`${id}-counter`} count={lengthOf(value)} limit={limit} />}
    </div>
  );
}

function Hint({ id, children }: { readonly id: string; readonly children: ComponentChildren }) {
  return (
    <p class="field__hint" id={id}>
      {children}
    </p>
  );
}

/** How long a text is. Read out with the field, and by itself only when the text is too long: every letter would be too much. */
function Counter({ id, count, limit }: { readonly id: string; readonly count: number; readonly limit: number }) {
  const isOver = count > limit;
  const over = isOver ? t('dragon.counter.over', { count: count - limit }) : '';
  return (
    <>
      <p class={isOver ? 'field__counter field__counter--over' : 'field__counter'} id={id}>
        {isOver ? over : t('dragon.counter', { length: count, limit })}
      </p>
      <span class="visually-hidden" role="status">
        {over}
      </span>
    </>
  );
}
