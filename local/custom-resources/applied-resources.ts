import { isObject } from '../json.ts';
import type { Json } from '../json.ts';
import type { Storage, Table } from '../state/storage.ts';
import type { Made } from './response.ts';

/** A custom resource as it was last made. */
export interface AppliedResource extends Made {
  readonly type: string;
  readonly serviceToken: string;
  /** As the function got them. */
  readonly properties: Json;
}

/** Custom resources by logical id, durably. */
export type AppliedResources = Table<AppliedResource>;

/** Opens the table of what was applied. */
export function appliedResources(storage: Storage): AppliedResources {
  return storage.table('custom-resources', parseApplied);
}

function parseApplied(value: unknown): AppliedResource {
  if (
    !isObject(value) ||
    typeof value.type !== 'string' ||
    typeof value.serviceToken !== 'string' ||
    typeof value.physicalId !== 'string' ||
    !isObject(value.data) ||
    typeof value.noEcho !== 'boolean'
  )
    throw new Error('a custom resource was expected');
  const { type, serviceToken, physicalId, data, noEcho } = value;
  return { type, serviceToken, physicalId, data, noEcho, properties: json(value.properties) };
}

/** A value that was read from JSON. */
function json(value: unknown): Json {
  if (Array.isArray(value)) return value.map(json);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, json(member)]));
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw new Error('a JSON value was expected');
}
