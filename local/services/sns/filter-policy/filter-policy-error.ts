/** A filter policy that SNS does not take; the message says why. */
export class FilterPolicyError extends Error {
  override readonly name = 'FilterPolicyError';
}
