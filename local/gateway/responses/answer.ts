/** What the gateway sends back; ids, lengths and dates are added when it is written. */
export interface Answer {
  readonly status: number;
  /** Names and values in the order in which they are sent; a name may occur more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | string;
}
