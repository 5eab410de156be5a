import type { Schemas } from '../api/api.ts';
import { recordOf } from '../records.ts';

/** What the form for a report holds, as it was typed. */
export type ReportForm = Required<Schemas['DragonReport']>;

/** A submission that was begun. What became of it is not known until the API says so. */
export interface BegunSubmission {
  /** The Idempotency-Key that it is sent with. */
  readonly key: string;
  /** The body that it is sent with, as JSON. */
  readonly body: string;
}

/** The rejected report that a draft was begun from. */
export interface RejectedReport {
  /** The dragon's name, if another dragon has it. */
  readonly takenName: string | undefined;
}

/** A report that is not taken yet. */
export interface ReportDraft {
  readonly form: ReportForm;
  readonly begun: BegunSubmission | undefined;
  /** Undefined for a report that is the first of its dragon. */
  readonly rejected: RejectedReport | undefined;
}

/** A form that nothing was typed into. */
export const emptyForm: ReportForm = {
  dragonName: '',
  family: '',
  description: '',
  city: '',
  country: '',
  state: '',
  neighborhood: '',
  reportingPhoneNumber: '',
  confirmationRequired: false,
};

/** Whether somebody typed something into a form. */
export function hasText(form: ReportForm): boolean {
  return Object.values(form).some((value) => typeof value === 'string' && value.trim() !== '');
}

/** A phone number without what people put between its digits, and with + instead of 00. What is no number stays what it is. */
export function spelledNumber(typed: string): string {
  const digits = typed.replaceAll(/[\s().\-/\u2010-\u2015]/gu, '');
  return /^(\+|00)\d+$/.test(digits) ? digits.replace(/^00/, '+') : typed;
}

/**
 * The submission of a body: the one that was begun if it is the same body, so that a report whose answer was lost is taken once; else a new
 * one, because the API refuses another body under the same key.
 */
export function submissionOf(
  body: Schemas['DragonReport'],
  begun: BegunSubmission | undefined,
  newKey: () => string,
): BegunSubmission {
  const text = JSON.stringify(body);
  return begun?.body === text ? begun : { key: newKey(), body: text };
}

/** The draft in a value that was kept, such as by an earlier version of the page: what does not fit is left out. */
export function draftOf(value: unknown): ReportDraft {
  const { form, begun, rejected } = recordOf(value);
  return { form: formOf(form), begun: begunOf(begun), rejected: rejectedOf(rejected) };
}

/** The form in a value that was kept. */
export function formOf(value: unknown): ReportForm {
  const kept = recordOf(value);
  const text = (name: keyof ReportForm) => (typeof kept[name] === 'string' ? kept[name] : '');
  return {
    dragonName: text('dragonName'),
    family: text('family'),
    description: text('description'),
    city: text('city'),
    country: text('country'),
    state: text('state'),
    neighborhood: text('neighborhood'),
    reportingPhoneNumber: text('reportingPhoneNumber'),
    confirmationRequired: kept.confirmationRequired === true,
  };
}

function begunOf(value: unknown): BegunSubmission | undefined {
  const { key, body } = recordOf(value);
  return typeof key === 'string' && typeof body === 'string' ? { key, body } : undefined;
}

function rejectedOf(value: unknown): RejectedReport | undefined {
  if (value === undefined) return undefined;
  const { takenName } = recordOf(value);
  return { takenName: typeof takenName === 'string' ? takenName : undefined };
}
