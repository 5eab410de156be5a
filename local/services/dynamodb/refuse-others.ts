import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';

/**
 * Refuses every member of a request that is not simulated, by its name.
 * @throws NotSimulatedError
 */
export function refuseOthers(operation: string, input: JsonInput, known: readonly string[]): void {
  for (const [name, value] of Object.entries(input)) {
    if (value === null || value === undefined || known.includes(name)) continue;
    throw new NotSimulatedError(`dynamodb:${operation} with ${name}`);
  }
}
