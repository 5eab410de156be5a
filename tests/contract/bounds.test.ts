import { describe, expect, it } from 'vitest';
import { bodyLimit } from '../../layers/core/request.ts';
import { contract, operations } from '../testing/contract.ts';

/** Every schema in a schema that takes texts, numbers or lists, with the place where it stands. */
function* leaves(schema: Record<string, any>, place: string): Generator<[string, Record<string, any>]> {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.replace('#/components/schemas/', '');
    return yield* leaves(contract.components.schemas[name], name);
  }
  if (schema.type !== 'object') return yield [place, schema];
  for (const [key, child] of Object.entries<Record<string, any>>(schema.properties ?? {}))
    yield* leaves(child, `${place}/${key}`);
}

/** Whether a schema takes only so much. */
function isBounded({ type, enum: values, maxLength, maximum, pattern }: Record<string, any>): boolean {
  if (type === 'boolean' || values !== undefined) return true;
  if (type === 'integer' || type === 'number') return maximum !== undefined;
  // A pattern has an end if it repeats nothing without one.
  return type === 'string' && (maxLength !== undefined || /^\^(?!.*((?<!\\)[*+]|,\})).*\$$/.test(pattern ?? ''));
}

it.each([
  [{ type: 'string', minLength: 1 }, false],
  [{ type: 'string', maxLength: 9 }, true],
  [{ type: 'string', pattern: '^[a-z]+$' }, false],
  [{ type: 'string', pattern: '^[a-z]{1,}$' }, false],
  [{ type: 'string', pattern: '^\\+[1-9][0-9]{1,14}$' }, true],
  [{ type: 'integer', minimum: 1 }, false],
  [{ type: 'array', items: {} }, false],
])('%j has an end: %s', (schema, expected) => {
  expect(isBounded(schema)).toBe(expected);
});

describe('what callers send has an end:', () => {
  // Whatever is longer than 64 characters is replaced, not refused (layers/core/run-operation.ts).
  const exceptions = ['X-Correlation-Id'];

  it.each(operations)('the parameters of $id', ({ parameters }) => {
    const endless = parameters.filter(({ schema }) => !isBounded(schema)).map(({ name }) => name);

    expect(endless).toEqual(endless.filter((name) => exceptions.includes(name)));
  });

  const withBody = operations.flatMap(({ id, body, statuses }) => (body === undefined ? [] : [{ id, body, statuses }]));

  it.each(withBody)('the body of $id, field by field and as a whole', ({ id, body, statuses }) => {
    const fields = [...leaves(body, id)];

    expect(fields.length).toBeGreaterThan(0);
    expect(fields.filter(([, schema]) => !isBounded(schema)).map(([place]) => place)).toEqual([]);
    expect(statuses).toContain(413);
  });

  it.each(withBody)('the longest body of $id fits, even with every character escaped twice', ({ body }) => {
    // 😀 as JSON may write it: two escapes of six bytes each for one character.
    const longest = [...leaves(body, '')].map(
      ([place, schema]) => place.length + 12 * Number(schema.maxLength ?? 16) + 10,
    );

    expect(longest.reduce((sum, bytes) => sum + bytes)).toBeLessThan(bodyLimit / 2);
  });

  it.each(['reportDragon', 'replaceDragon'])('the documented limit of %s is that of the code', (id) => {
    const { source } = operations.find((operation) => operation.id === id) ?? {};
    const { description, content } = (source?.responses as Record<string, any>)['413'];

    expect(description).toContain(bodyLimit.toLocaleString('en'));
    expect(content['application/problem+json'].example.detail).toContain(String(bodyLimit));
  });
});
