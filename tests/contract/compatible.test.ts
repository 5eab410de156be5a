import { Ajv } from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareContracts } from '../../scripts/contract/compare.ts';
import { rootOf } from '../../scripts/contract/place.ts';
import { reducedContract } from '../../scripts/contract/reduce.ts';
import { reportLines } from '../../scripts/contract/report.ts';
import { schemaChanges } from '../../scripts/contract/schemas.ts';
import { verdictOf } from '../../scripts/contract/verdict.ts';
import { releasedText } from '../../scripts/contract/write-released.ts';
import { contract, root } from '../testing/contract.ts';

const file = join(root, 'contract/released.json');
const released = readFileSync(file, 'utf8');
const operationsOf = (document: any): any[] =>
  Object.values(document.paths).flatMap((item: any) => Object.values(item));
const broken = (now: unknown): string[] =>
  compareContracts(contract, now)
    .filter(({ isBreaking }) => isBreaking)
    .map(({ operation }) => operation);

describe('the contract', () => {
  it('goes on serving those who know the released one, or says by its version that it does not', () => {
    const verdict = verdictOf(JSON.parse(released), contract);

    expect(verdict.isAllowed, reportLines(verdict, () => 'openapi.yaml').join('\n')).toBe(true);
  });

  it('is known by nothing but what clients rely on, in a file that one can read', async () => {
    const document = JSON.parse(released);

    expect(await releasedText(document, file)).toBe(released);
    expect(released).not.toMatch(/"(summary|example|examples|uri)":/);
    expect(compareContracts(contract, reducedContract(contract))).toEqual([]);
  });
});

const drop = (object: object, key: string): boolean => Reflect.deleteProperty(object, key);

/** Every way to take something away from a document: what is taken, and the document without it. */
function* harms(): Generator<[string, any]> {
  const without = (what: string, take: (document: any) => void): [string, any] => {
    const copy = structuredClone(contract);
    take(copy);
    return [what, copy];
  };
  for (const [path, item] of Object.entries<any>(contract.paths)) {
    yield without(path, (copy) => drop(copy.paths, path));
    for (const [method, operation] of Object.entries<any>(item)) {
      const place = `${method} ${path}`;
      const inside = (what: string, take: (operation: any) => void) =>
        without(`${place}: ${what}`, (copy) => take(copy.paths[path][method]));
      yield inside('itself', (own) => {
        for (const key of Object.keys(own)) drop(own, key);
        own.responses = {};
      });
      for (const [index, parameter] of (operation.parameters ?? []).entries()) {
        yield inside(`parameter ${parameter.name}`, ({ parameters }) => parameters.splice(index, 1));
        yield inside(`type of ${parameter.name}`, ({ parameters }) => (parameters[index].schema = { type: 'boolean' }));
        if (parameter.required !== true)
          yield inside(`freedom of ${parameter.name}`, ({ parameters }) => (parameters[index].required = true));
      }
      if (operation.requestBody !== undefined) yield inside('body', (own) => delete own.requestBody);
      if (operation.operationId !== undefined) {
        yield inside('name', (own) => (own.operationId = 'other'));
        yield inside('access', (own) => (own.security = [{ DragonsCognito: ['dragons/other'] }]));
      }
      for (const [status, response] of Object.entries<any>(operation.responses)) {
        // The other failures look the same.
        if (!/^[23]|429/.test(status)) continue;
        if (/^[23]/.test(status)) yield inside(`answer ${status}`, ({ responses }) => drop(responses, status));
        for (const name of Object.keys(response.headers ?? {}))
          yield inside(`header ${name} of ${status}`, ({ responses }) => drop(responses[status].headers, name));
        for (const type of Object.keys(response.content ?? {}))
          yield inside(`${type} of ${status}`, ({ responses }) => drop(responses[status].content, type));
      }
    }
  }
  for (const [name, schema] of Object.entries<any>(contract.components.schemas)) {
    for (const property of Object.keys(schema.properties)) {
      yield without(`${name}: property ${property}`, (copy) =>
        drop(copy.components.schemas[name].properties, property),
      );
      yield without(`${name}: type of ${property}`, (copy) => {
        copy.components.schemas[name].properties[property] = { type: 'boolean', maxLength: 1 };
      });
    }
  }
  for (const name of Object.keys(contract['x-amazon-apigateway-gateway-responses']))
    yield without(`answer ${name} of API Gateway`, (copy) => drop(copy['x-amazon-apigateway-gateway-responses'], name));
}

describe('the check', () => {
  it('notices whatever is taken away from the contract', { timeout: 60_000 }, () => {
    const all = [...harms()];

    expect(all.length).toBeGreaterThan(200);
    expect(all.filter(([, now]) => broken(now).length === 0).map(([what]) => what)).toEqual([]);
  });

  it('lets anything be added that nobody has to send, wherever that is', () => {
    const additions: Record<string, (document: any) => void> = {
      'a path': ({ paths }) => (paths['/new'] = { get: { operationId: 'getNew', responses: {} } }),
      'a query parameter': (document) => {
        for (const operation of operationsOf(document))
          operation.parameters = [
            ...(operation.parameters ?? []),
            { name: 'new', in: 'query', schema: { type: 'string' } },
          ];
      },
      'a failure': (document) => {
        for (const { responses } of operationsOf(document)) responses['418'] = {};
      },
      'a header of answers': (document) => {
        for (const { responses } of operationsOf(document))
          for (const response of Object.values<any>(responses)) response.headers = { ...response.headers, 'X-New': {} };
      },
      'a property': ({ components }) => {
        for (const schema of Object.values<any>(components.schemas)) schema.properties.added = { type: 'string' };
      },
      'a type of problem': ({ components }) => components.schemas.Problem.properties.type.enum.push('urn:new'),
    };
    fc.assert(
      fc.property(fc.subarray(Object.keys(additions), { minLength: 1 }), (chosen) => {
        const now = structuredClone(contract);
        for (const name of chosen) additions[name]?.(now);

        expect(compareContracts(contract, now).length).toBeGreaterThan(0);
        expect(broken(now)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('comes to the end of schemas that contain themselves', () => {
    const tree = (leaf: object) => ({
      components: {
        schemas: { Tree: { type: 'object', properties: { leaf, child: { $ref: '#/components/schemas/Tree' } } } },
      },
    });
    const [before, now] = [tree({ type: 'string' }), tree({ type: 'integer' })].map((document) => ({
      ...rootOf(document),
      value: { $ref: '#/components/schemas/Tree' },
    }));
    const documentOf = (document: any) => ({
      paths: { '/t': { get: { responses: { 200: { content: { 'application/json': { schema: document.value } } } } } } },
      ...document.root,
    });

    expect(compareContracts(documentOf(before), documentOf(now)).filter(({ isBreaking }) => isBreaking)).toHaveLength(
      1,
    );
  });
});

// ---- Whether "compatible" means what it says: against a validator -----------------------------------------------------------

const text = fc.record(
  {
    type: fc.constant('string'),
    minLength: fc.integer({ min: 0, max: 2 }),
    maxLength: fc.integer({ min: 1, max: 3 }),
    enum: fc.subarray(['', 'a', 'bb', 'ccc'], { minLength: 1 }),
    pattern: fc.constantFrom('^a*$', '^[ab]*$'),
  },
  { requiredKeys: ['type'] },
);
const number = fc.record(
  {
    type: fc.constantFrom('integer', 'number'),
    minimum: fc.integer({ min: 0, max: 2 }),
    maximum: fc.integer({ min: 1, max: 3 }),
    multipleOf: fc.constantFrom(1, 2),
  },
  { requiredKeys: ['type'] },
);
const leaf = fc.oneof(
  text,
  number,
  fc.record({ anyOf: fc.uniqueArray(fc.oneof(text, number), { minLength: 1, maxLength: 2 }) }),
);
const list = fc.record(
  { type: fc.constant('array'), items: leaf, minItems: fc.integer({ min: 0, max: 1 }), uniqueItems: fc.boolean() },
  { requiredKeys: ['type'] },
);
const closed = fc.record(
  {
    type: fc.constant('object'),
    additionalProperties: fc.constant(false),
    required: fc.subarray(['x', 'y']),
    properties: fc.record({ x: leaf, y: list }, { requiredKeys: [] }),
  },
  { requiredKeys: ['type', 'additionalProperties', 'properties'] },
);
const schema = fc.oneof(leaf, list, closed);
const scalar = fc.constantFrom<unknown>('', 'a', 'b', 'bb', 'ccc', 0, 1, 2, 3, 0.5);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.record({ x: scalar, y: fc.array(scalar, { maxLength: 2 }), z: scalar }, { requiredKeys: [] }),
);

describe('a schema', () => {
  const ajv = new Ajv({ strict: false });
  const allows = (one: object, candidate: unknown): boolean => ajv.compile(one)(candidate);
  const breaks = (before: object, now: object, direction: 'request' | 'answer'): boolean =>
    schemaChanges(rootOf(before), rootOf(now), '', direction).some(({ isBreaking }) => isBreaking);
  /** A schema and one that was made from it by a small change, or another one. */
  const two = fc.oneof(
    fc.tuple(schema, schema),
    fc.tuple(text, text),
    fc.tuple(number, number),
    fc.tuple(list, list),
    fc.tuple(closed, closed),
  );

  it('is compatible with itself', () => {
    fc.assert(
      fc.property(schema, (one) => {
        expect(schemaChanges(rootOf(one), rootOf(one), '', 'request')).toEqual([]);
      }),
    );
  });

  it('of a request takes whatever the one takes that it is compatible with', () => {
    fc.assert(
      fc.property(two, fc.array(value, { minLength: 8, maxLength: 8 }), ([before, now], values) => {
        fc.pre(!breaks(before, now, 'request'));
        for (const candidate of values) if (allows(before, candidate)) expect(allows(now, candidate)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('of an answer gives nothing that the one forbids that it is compatible with, but new properties', () => {
    fc.assert(
      fc.property(two, fc.array(value, { minLength: 8, maxLength: 8 }), ([before, now], values) => {
        fc.pre(!breaks(before, now, 'answer'));
        const open = { ...before, additionalProperties: true };
        for (const candidate of values) if (allows(now, candidate)) expect(allows(open, candidate)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
