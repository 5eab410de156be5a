/** A property of an event source mapping that Lambda would refuse, or that is not simulated. The message names it. */
export class MappingPropertyError extends Error {
  override readonly name = 'MappingPropertyError';
}
