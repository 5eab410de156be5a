import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Validator } from '../../../generated/validators.js';
import type { Problem } from '../../api/outcome.ts';
import type { MessageKey } from '../../messages/messages.ts';
import type { Draft } from './drafts.ts';
import { problemFaults, schemaFaults, type Fault, type Faults } from './fault.ts';

/** What a person entered, by field. */
export type FieldValues = Readonly<Record<string, string | boolean>>;

/** The name of a field. */
export type FieldOf<Values> = Extract<keyof Values, string>;

/** What a form takes of one of the contract's schemas. */
export interface FormSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, { readonly type: string; readonly maxLength?: number }>>;
}

/** What a field needs of the form that it stands in: one with at least these fields. */
export interface FieldForm<Field extends string> {
  readonly options: { readonly schema: FormSchema; readonly labels: Readonly<Record<Field, MessageKey>> };
  readonly values: ReadonlySignal<Readonly<Record<Field, string | boolean>>>;
  /** How often sending was tried and something was wrong. */
  readonly attempts: ReadonlySignal<number>;
  /** What is to be shown as wrong with a field. */
  faultOf(field: Field): Fault | undefined;
  /** Takes what a person typed or chose. */
  set(field: Field, value: string | boolean): void;
  /** Notes that a person left a field. */
  leave(field: Field): void;
}

export interface FormOptions<Values extends FieldValues, Body> {
  /** The contract's own check of the body that is sent in the end. */
  readonly validator: Validator<Body>;
  /** The contract's schema of that body. */
  readonly schema: FormSchema;
  /** What each field is called, in the order in which the fields stand. */
  readonly labels: Readonly<Record<keyof Values, MessageKey>>;
  readonly initial: Values;
  /** What is sent of what stands there, where that is not all of it as it was typed (but for blanks around it). */
  readonly sent?: (values: Values) => Values;
  /** Where what is typed survives. What is kept there goes before `initial`. */
  readonly draft?: Pick<Draft, 'read' | 'write'>;
}

/**
 * What stands in a form, and what is wrong with it. Faults show when a field with something in it is left, or when sending is tried; from
 * then on they follow what is typed.
 */
export class Form<Values extends FieldValues, Body = unknown> implements FieldForm<FieldOf<Values>> {
  readonly options: FormOptions<Values, Body>;
  readonly #values;
  readonly #left = signal<ReadonlySet<string>>(new Set());
  readonly #attempts = signal(0);
  /** What the API said of values, which holds as long as they stand there. */
  readonly #told = signal<ReadonlyMap<string, { readonly fault: Fault; readonly value: string | boolean | undefined }>>(
    new Map(),
  );
  readonly #faults: ReadonlySignal<Faults>;

  constructor(options: FormOptions<Values, Body>) {
    this.options = options;
    this.#values = signal(restored(options.initial, options.draft?.read()));
    this.#faults = computed(() => this.#currentFaults());
  }

  get values(): ReadonlySignal<Values> {
    return this.#values;
  }

  get attempts(): ReadonlySignal<number> {
    return this.#attempts;
  }

  faultOf(field: FieldOf<Values>): Fault | undefined {
    const isShown = this.#attempts.value > 0 || this.#left.value.has(field);
    return isShown ? this.#faults.value.get(field) : undefined;
  }

  set(field: FieldOf<Values>, value: string | boolean): void {
    this.#values.value = { ...this.#values.peek(), [field]: value };
    this.options.draft?.write(this.#values.peek());
  }

  /** Passing by an empty field is no fault yet. */
  leave(field: FieldOf<Values>): void {
    if (this.#values.peek()[field] !== '') this.#left.value = new Set([...this.#left.peek(), field]);
  }

  /** Puts other values into the fields, which are kept as if they had been typed. */
  fill(values: Values): void {
    this.#values.value = values;
    this.options.draft?.write(values);
  }

  /** The body to be sent, when it is as the contract says; else faults are shown. */
  submit(): Body | undefined {
    const body = this.#body();
    if (this.options.validator(body)) return body;
    this.#attempts.value += 1;
    return undefined;
  }

  /**
   * Shows what the API found wrong with the fields.
   * @returns false if it found nothing wrong with any of these fields: what it says is then to be shown elsewhere
   */
  tell(problem: Pick<Problem, 'errors'>): boolean {
    const faults = [...problemFaults(problem)].filter(([field]) => Object.hasOwn(this.options.labels, field));
    if (faults.length === 0) return false;
    const values = this.#values.peek();
    this.#told.value = new Map(faults.map(([field, fault]) => [field, { fault, value: values[field] }]));
    this.#attempts.value += 1;
    return true;
  }

  /** Shows what is known to be wrong with a field before anything is sent, as long as the same stands there. */
  mark(field: FieldOf<Values>, fault: Fault): void {
    const value = this.#values.peek()[field];
    this.#told.value = new Map([...this.#told.peek(), [field, { fault, value }]]);
    this.#left.value = new Set([...this.#left.peek(), field]);
  }

  #currentFaults(): Faults {
    const values = this.#values.value;
    const told = [...this.#told.value].filter(([field, { value }]) => values[field] === value);
    const { validator } = this.options;
    const found = validator(this.#body()) ? [] : schemaFaults(validator.errors ?? []);
    return new Map([...told.map(([field, { fault }]) => [field, fault] as const), ...found]);
  }

  /**
   * Blanks around a text are slips of the finger, and are not sent; around a text that was there before, and was not touched, they are.
   * A field with nothing in it is left out, so that the contract's own `required` speaks of it.
   */
  #body(): Readonly<Record<string, string | boolean>> {
    const { initial, sent = (values: Values) => values } = this.options;
    const values: FieldValues = sent(this.#values.value);
    return Object.fromEntries(
      Object.entries(values)
        .map(([field, value]) => [field, value === initial[field] ? value : trimmed(value)] as const)
        .filter(([, value]) => value !== ''),
    );
  }
}

/** How long a text is as the contract counts: in code points, without the blanks that are not sent. */
export function lengthOf(text: string): number {
  return Array.from(text.trim()).length;
}

function trimmed(value: string | boolean): string | boolean {
  return typeof value === 'string' ? value.trim() : value;
}

/** Values with what was kept of them; only what fits is taken. */
function restored<Values extends FieldValues>(initial: Values, kept: unknown): Values {
  if (typeof kept !== 'object' || kept === null) return initial;
  const fitting = Object.entries(kept).filter(
    ([field, value]) => Object.hasOwn(initial, field) && typeof value === typeof initial[field],
  );
  return { ...initial, ...Object.fromEntries(fitting) };
}
