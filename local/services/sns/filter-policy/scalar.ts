/** What a policy compares: a single value of a message. */
export type Scalar = string | number | boolean | null;

/** Whether a value is a text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}
