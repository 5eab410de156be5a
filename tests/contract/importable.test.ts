import { describe, expect, it } from 'vitest';
import { problems } from '../../layers/core/problems.ts';
import { contract, contractSource, operations, violations } from '../testing/contract.ts';

/** Every object in the document with the place where it stands. */
function* objects(value: unknown, place = '#'): Generator<[string, Record<string, any>]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [place, value as Record<string, any>];
  for (const [key, child] of Object.entries(value)) yield* objects(child, `${place}/${key}`);
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
describe('API Gateway can import the contract:', () => {
  it('it is OpenAPI 3.0, not 3.1', () => {
    expect(contract.openapi).toMatch(/^3\.0\.\d$/);
  });

  it('intrinsics have their long form, as AWS::Include needs', () => {
    expect(contractSource).not.toMatch(/^[^#]*[ -]![A-Z]\w+ /m);
  });

  it('schema names are alphanumeric', () => {
    expect(Object.keys(contract.components.schemas).filter((name) => !/^[A-Za-z0-9]+$/.test(name))).toEqual([]);
  });

  it('schemas use nothing that is ignored or refused', () => {
    const refused = [
      'nullable',
      'discriminator',
      'const',
      'exclusiveMinimum',
      'exclusiveMaximum',
      'oneOf',
      'xml',
      '$schema',
      'default',
      'format',
    ];
    const used = [...objects(contract.components.schemas)].flatMap(([place, schema]) =>
      typeof schema.type === 'string' ? refused.filter((key) => key in schema).map((key) => `${place}: ${key}`) : [],
    );
    expect(used).toEqual([]);
  });

  // API Gateway compares the name of a required header letter by letter, but HTTP/2 clients send names in lower case: it would refuse
  // requests that have the header. So operations look themselves whether it is there, whatever its case.
  it('no header is required', () => {
    const headers = operations.flatMap(({ id, parameters }) =>
      parameters.filter(({ in: place }) => place === 'header').map((parameter) => ({ id, ...parameter })),
    );

    expect(headers.filter(({ required }) => required)).toEqual([]);
  });

  it('no parameter is a cookie, and every path parameter is a whole segment', () => {
    expect(operations.flatMap(({ parameters }) => parameters).filter((parameter) => parameter.in === 'cookie')).toEqual(
      [],
    );
    for (const { path } of operations) expect(path).toMatch(/^(\/([\w.,:-]+|\{\w+\}))+$/);
  });
});

describe.each(operations)('operation $id', ({ id, scopes, statuses, source, path }) => {
  it('says which scope it needs, or that it needs none', () => {
    expect(source.security).toBeDefined();
    expect(scopes.length > 0).toBe(path !== '/health');
  });

  it('names a request validator that exists', () => {
    expect(contract['x-amazon-apigateway-request-validators']).toHaveProperty(
      String(source['x-amazon-apigateway-request-validator']),
    );
  });

  it('documents the problems that API Gateway itself answers', () => {
    expect(statuses).toEqual(expect.arrayContaining([429, 500, 504, ...(scopes.length > 0 ? [401, 403] : [])]));
  });

  it('has an example for every status with a body, as the schema says, and each problem names the status', () => {
    for (const [status, response] of Object.entries(source.responses as Record<string, any>)) {
      for (const media of Object.values<Record<string, any>>(response.content ?? {})) {
        const examples = [media.example, ...Object.values<any>(media.examples ?? {}).map(({ value }) => value)].filter(
          Boolean,
        );
        expect(examples.length, `${id} ${status}`).toBeGreaterThan(0);
        for (const example of examples) {
          expect(violations(media.schema, example), `${id} ${status}`).toEqual([]);
          if (Number(status) >= 400) {
            expect(example.status).toBe(Number(status));
            expect(response.description).toContain(`\`${String(example.type).split(':').at(-1)}\``);
          }
        }
      }
    }
  });
});

describe('problems', () => {
  const types: string[] = contract.components.schemas.Problem.properties.type.enum;
  const gateway = Object.entries<any>(contract['x-amazon-apigateway-gateway-responses']);

  it('that functions answer are types of the contract', () => {
    expect(types).toEqual(expect.arrayContaining(Object.keys(problems).map((name) => `urn:dragons:problem:${name}`)));
  });

  it('in the examples have the titles that functions give them', () => {
    const known = new Map(Object.entries(problems).map(([name, { title }]) => [`urn:dragons:problem:${name}`, title]));
    for (const [place, object] of objects(contract.paths)) {
      const title = known.get(String(object.type));
      if (title !== undefined && 'requestId' in object) expect(object.title, place).toBe(title);
    }
  });

  it.each(gateway)(
    'of API Gateway (%s) are problem documents with CORS headers',
    (_, { responseTemplates, responseParameters }) => {
      const document = JSON.parse(
        String(responseTemplates['application/json'])
          .replace('$context.error.messageString', '"Message"')
          .replace('$context.requestId', '5f3f9a0e'),
      );

      expect(violations({ $ref: '#/components/schemas/Problem' }, document)).toEqual([]);
      expect(responseParameters).toMatchObject({
        'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.X-Content-Type-Options': "'nosniff'",
      });
    },
  );

  it.each(gateway.filter(([name]) => /5XX|TIMEOUT|THROTTLED/.test(name)))(
    'that pass say when to try again (%s)',
    (_, { responseParameters }) => {
      expect(responseParameters['gatewayresponse.header.Retry-After']).toMatch(/^'[0-9]+'$/);
    },
  );
});
