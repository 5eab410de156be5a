import type { Json, JsonObject } from '../../../json.ts';
import type { World } from '../engine/world.ts';
import { isJson, isJsonObject } from '../json-text.ts';
import { errorNames, ownError } from '../states-error.ts';
import { serviceFailure } from './task-failures.ts';
import type { ErrorNaming } from './task-failures.ts';

/** An operation of a service in this process. */
export interface Operation {
  /** As `World.call` knows it. */
  readonly service: string;
  readonly operation: string;
  readonly errors: ErrorNaming;
}

/** Refuses arguments that are no object. @throws StatesError `States.Runtime` */
export function argumentsOf(given: Json, operation: string): JsonObject {
  if (isJsonObject(given)) return given;
  throw ownError(
    errorNames.runtime,
    `The arguments of ${operation} are an object, not ${JSON.stringify(given).slice(0, 100)}`,
  );
}

/** Calls an operation. @throws StatesError with the service's error, named as the kind of integration names it */
export async function callService(
  { service, operation, errors }: Operation,
  input: JsonObject,
  world: World,
): Promise<Json> {
  let answer: unknown;
  try {
    answer = await world.call(service, operation, input);
  } catch (error) {
    throw serviceFailure(error, errors);
  }
  // What services answer goes over the wire as JSON; members that are undefined do not.
  const text = JSON.stringify(answer ?? {});
  const value: unknown = JSON.parse(text);
  return isJson(value) ? value : null;
}
