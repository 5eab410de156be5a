import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../local/json.ts';
import type { CollectionAddress } from './collection-variables.ts';

/** An environment as Postman imports it. */
export interface PostmanEnvironment {
  readonly id: string;
  readonly name: string;
  readonly values: readonly PostmanVariable[];
  readonly _postman_variable_scope: 'environment';
}

interface PostmanVariable {
  readonly key: string;
  readonly value: string;
  readonly type: string;
  readonly enabled: true;
}

const model = join(import.meta.dirname, '../../postman/aws.postman_environment.json');

/**
 * The environment of a stack: the variables of postman/aws.postman_environment.json with what is known of the stack, the rest empty. Its id is
 * always the same for a stack, so that importing it again replaces it.
 */
export function postmanEnvironment(stack: string, known: CollectionAddress): PostmanEnvironment {
  const values = new Map(Object.entries<string>({ ...known }));
  const hex = createHash('sha256').update(stack).digest('hex');
  return {
    id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
    name: stack,
    values: variablesOf(model).map(({ key, type }) => ({ key, value: values.get(key) ?? '', type, enabled: true })),
    _postman_variable_scope: 'environment',
  };
}

function variablesOf(file: string): readonly { readonly key: string; readonly type: string }[] {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const values: unknown = isObject(content) ? content.values : undefined;
  return Array.isArray(values) ? values.filter(isVariable) : [];
}

function isVariable(value: unknown): value is { readonly key: string; readonly type: string } {
  return isObject(value) && typeof value.key === 'string' && typeof value.type === 'string';
}
