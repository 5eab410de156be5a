/** A filter pattern that Lambda would refuse, or that is not simulated. The message says which part of it and why. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}
