import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Change } from './change.ts';
import { compareContracts } from './compare.ts';
import { reducedContract } from './reduce.ts';

/** A small contract with something of everything. */
const base = `
info: { version: 1.0.0 }
security:
  - Pool: [things/read, things/admin]
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
        - { name: state, in: query, required: true, schema: { type: string, enum: [open, closed] } }
        - { name: If-None-Match, in: header, schema: { type: string, maxLength: 64 } }
      responses:
        '200':
          headers:
            ETag: { required: true, schema: { type: string } }
            Cache-Control: { schema: { type: string } }
          content:
            application/json: { schema: { $ref: '#/components/schemas/Page' } }
        '404':
          content:
            application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } }
    post:
      operationId: addThing
      security: []
      requestBody:
        content:
          application/json: { schema: { $ref: '#/components/schemas/NewThing' } }
          text/csv: { schema: { type: string } }
      responses:
        '201': { headers: { Location: { schema: { type: string } } } }
    options:
      security: []
      responses:
        '204': {}
      x-amazon-apigateway-integration:
        type: mock
        responses:
          default:
            responseParameters:
              method.response.header.Access-Control-Allow-Origin: "'*'"
              method.response.header.Access-Control-Allow-Methods: "'GET,OPTIONS,POST'"
              method.response.header.Access-Control-Max-Age: "'600'"
  /things/{thingId}:
    get:
      operationId: getThing
      parameters:
        - { name: thingId, in: path, required: true, schema: { type: string, pattern: '^[a-z]+$' } }
      responses:
        '200':
          content:
            application/json: { schema: { $ref: '#/components/schemas/Thing' } }
components:
  securitySchemes:
    Pool:
      type: apiKey
      in: header
      name: Authorization
      x-amazon-apigateway-authorizer: { type: cognito_user_pools, providerARNs: [a] }
  schemas:
    NewThing:
      type: object
      additionalProperties: false
      required: [name]
      properties:
        name: { type: string, minLength: 1, maxLength: 64 }
        size: { type: number, minimum: 0 }
        tags: { type: array, maxItems: 5, items: { type: string } }
        options: { type: object }
        label: { anyOf: [{ type: string }, { type: integer }] }
    Thing:
      type: object
      additionalProperties: false
      required: [thingName]
      properties:
        thingName: { type: string, format: uuid }
        kind: { type: string, enum: [big, small] }
        weight: { type: integer, maximum: 9 }
        note: { type: string, description: For people. }
        parts: { type: array, items: { $ref: '#/components/schemas/Thing' } }
    Page:
      type: object
      required: [items]
      properties:
        items: { type: array, items: { $ref: '#/components/schemas/Thing' } }
    Problem:
      type: object
      required: [type]
      properties:
        type: { type: string, enum: [not-found] }
x-amazon-apigateway-gateway-responses:
  THROTTLED:
    statusCode: 429
    responseParameters:
      gatewayresponse.header.Content-Type: "'application/problem+json'"
      gatewayresponse.header.Retry-After: "'1'"
    responseTemplates:
      application/json: '{"type":"too-many-requests","detail":$context.error.messageString}'
`;

/** The changes after a text of the contract was replaced by another. */
function changesOf(from: string, to: string) {
  expect(base.split(from), `places of ${from}`).toHaveLength(2);
  const now: unknown = parse(base.replace(from, () => to));
  const changes = compareContracts(parse(base), now);
  // What clients rely on is all that is compared: without the rest the same is found.
  expect(compareContracts(reducedContract(parse(base)), now)).toEqual(changes);
  return changes;
}

const wordsOf = (changes: readonly Change[]): string =>
  changes.map(({ part, what }) => `${part} ${what}`.trim()).join('\n');

describe('breaks clients:', () => {
  it.each([
    ['a path that is gone', '  /things/{thingId}:', '  /items/{thingId}:', 'is gone'],
    ['a method that is gone', '    post:\n', '    put:\n', 'is gone'],
    ['an operation of another name', 'operationId: getThing', 'operationId: readThing', 'operationId is "readThing"'],
    [
      'a parameter that is gone',
      '- { name: limit, in: query',
      '- { name: pageSize, in: query',
      'query parameter limit is gone',
    ],
    [
      'a parameter in another place',
      'name: limit, in: query',
      'name: limit, in: header',
      'query parameter limit is gone',
    ],
    [
      'a new required parameter',
      '        - { name: If-None-Match',
      '        - { name: shop, in: query, required: true, schema: { type: string } }\n        - { name: If-None-Match',
      'query parameter shop is new and required',
    ],
    [
      'a parameter that becomes required',
      'limit, in: query,',
      'limit, in: query, required: true,',
      'limit is required now',
    ],
    ['a lower maximum', 'maximum: 100', 'maximum: 50', 'maximum is 50, and was 100'],
    ['a higher minimum', 'minimum: 1,', 'minimum: 2,', 'minimum is 2, and was 1'],
    ['a shorter text', 'maxLength: 64 } }\n      responses', 'maxLength: 8 } }\n      responses', 'maxLength is 8'],
    ['a value that may no longer be sent', 'enum: [open, closed]', 'enum: [open]', 'has no "closed"'],
    ['a default', 'enum: [open, closed]', 'enum: [open, closed], default: open', 'default is "open"'],
    ['another pattern', '^[a-z]+$', '^[a-z0-9]+$', 'pattern is'],
    ['numbers that must be whole', 'type: number', 'type: integer', 'type is "integer", and was "number"'],
    ['a list that is read in another way', 'state, in: query,', 'state, in: query, explode: false,', 'explode is not'],
    [
      'a body that becomes required',
      'requestBody:',
      'requestBody:\n        required: true',
      'body of the request is required now',
    ],
    ['a body that is gone', '      requestBody:\n', '      x-nothing:\n', 'body of the request is gone'],
    ['a media type that is not read any more', 'text/csv', 'text/tab-separated-values', 'is not text/csv any more'],
    [
      'a property that becomes required',
      'required: [name]',
      'required: [name, size]',
      'body of the request /size is required now',
    ],
    [
      'a new required property',
      'required: [name]\n      properties:',
      'required: [name, colour]\n      properties:\n        colour: { type: string }',
      '/colour is new and required',
    ],
    ['a property that may not be sent any more', '        size: {', '        length: {', '/size is gone'],
    [
      'an object that is closed',
      'options: { type: object }',
      'options: { type: object, additionalProperties: false }',
      '/options must not hold',
    ],
    ['fewer entries', 'maxItems: 5', 'maxItems: 4', 'maxItems is 4'],
    ['other entries', 'items: { type: string } }', 'items: { type: integer } }', '/tags /- type is "integer"'],
    [
      'one choice less',
      'anyOf: [{ type: string }, { type: integer }]',
      'anyOf: [{ type: string }]',
      'anyOf has 1 schemas',
    ],
    [
      'a scope that is not enough any more',
      'things/read, things/admin',
      'things/admin',
      'needs Pool with things/admin',
    ],
    ['identity tokens instead of access tokens', 'Pool: [things/read, things/admin]', 'Pool: []', 'needs Pool, and'],
    [
      'a token where none was needed',
      'operationId: addThing\n      security: []',
      'operationId: addThing',
      'needs Pool',
    ],
    ['a token in another header', 'name: Authorization', 'name: X-Token', 'access needs'],
    ['another kind of authorizer', 'cognito_user_pools', 'request', 'access needs'],
    ['a success that is gone', "        '201':", "        '400':", 'answer 201 is gone'],
    ['another success', "        '201': {", "        '202': {}\n        '201': {", 'answer 202 is new'],
    ['a header that may be missing', 'ETag: { required: true,', 'ETag: {', 'header etag is no longer required'],
    ['a header that is gone', 'Cache-Control:', 'Expires:', 'header cache-control is gone'],
    [
      'an answer of another type',
      "application/json: { schema: { $ref: '#/components/schemas/Page'",
      "application/xml: { schema: { $ref: '#/components/schemas/Page'",
      'is not application/json any more',
    ],
    ['an answer without a property', '        note:', '        remark:', '/note is gone'],
    ['an answer that may lack a property', 'required: [thingName]', 'required: []', '/thingName is no longer required'],
    ['another type in an answer', 'weight: { type: integer', 'weight: { type: string', '/weight type is "string"'],
    ['fractions in an answer', 'weight: { type: integer', 'weight: { type: number', '/weight type is "number"'],
    ['another format in an answer', 'format: uuid', 'format: uri', 'format is "uri"'],
    ['an answer that promises no format', ', format: uuid', '', 'format is gone'],
    ['a greater number in an answer', 'maximum: 9', 'maximum: 10', 'maximum is 10'],
    ['a new value in an answer', 'enum: [big, small]', 'enum: [big, small, huge]', 'enum has "huge" now'],
    ['another type of problem where there is no list', 'enum: [not-found]', 'minLength: 1', 'enum is gone'],
    ['a method that browsers may not send any more', 'GET,OPTIONS,POST', 'GET,OPTIONS', 'has no post any more'],
    ['fewer origins', `Origin: "'*'"`, `Origin: "'https://example.com'"`, 'has no * any more'],
    ['API Gateway’s own shape of an error', '  THROTTLED:', '  DEFAULT_4XX:', 'THROTTLED has API Gateway’s own shape'],
    ['another status of API Gateway', 'statusCode: 429', 'statusCode: 503', 'status is 503'],
    ['another type of problem of API Gateway', '"type":"too-many-requests"', '"type":"slow-down"', 'slow-down'],
    ['a member that API Gateway does not send any more', ',"detail"', ',"message"', 'has no detail any more'],
    ['another media type of API Gateway', "'application/problem+json'", "'application/json'", 'Content-Type is'],
    [
      'a header that API Gateway does not send any more',
      'header.Retry-After',
      'header.X-Wait',
      'has no header Retry-After',
    ],
  ])('%s', (_, from, to, words) => {
    const broken = changesOf(from, to).filter(({ isBreaking }) => isBreaking);

    expect(wordsOf(broken)).toContain(words);
  });
});

describe('does clients no harm:', () => {
  it.each([
    [
      'a new path',
      '  /things/{thingId}:',
      '  /new: { get: { operationId: getNew, responses: {} } }\n  /things/{thingId}:',
      'is new',
    ],
    [
      'an object that is opened',
      'additionalProperties: false\n      required: [name]',
      'required: [name]',
      'may hold properties that are not named',
    ],
    [
      'a new optional parameter',
      '        - { name: If-None-Match',
      '        - { name: shop, in: query, schema: { type: string } }\n        - { name: If-None-Match',
      'query parameter shop is new',
    ],
    ['a parameter that may be left out', 'state, in: query, required: true', 'state, in: query', 'no longer required'],
    ['a higher maximum', 'maximum: 100', 'maximum: 200', 'maximum is 200'],
    ['one more value that may be sent', 'enum: [open, closed]', 'enum: [open, closed, all]', 'enum has "all" now'],
    [
      'a new optional property',
      '        size: {',
      '        colour: { type: string }\n        size: {',
      '/colour is new',
    ],
    ['a property that may be left out', 'required: [name]', 'required: []', '/name is no longer required'],
    ['one choice more', '{ type: integer }] }', '{ type: integer }, { type: boolean }] }', 'anyOf has 3 schemas'],
    [
      'another media type that is read',
      'text/csv:',
      'application/xml: {}\n          text/csv:',
      'application/xml, too',
    ],
    ['a scope that is enough, too', 'things/read,', 'things/read, things/list,', 'needs only Pool'],
    ['no token any more', '  - Pool: [things/read, things/admin]', '  []', 'needs only no token'],
    ['a new failure', "        '404':", "        '503': {}\n        '404':", 'answer 503 is new'],
    ['a failure that does not happen any more', "        '404':", '        x-nothing:', 'answer 404 is gone'],
    [
      'an answer to those who ask under a condition',
      "        '404':",
      "        '304': {}\n        '404':",
      'answer 304 is new',
    ],
    ['a new header', 'Cache-Control:', 'Expires: {}\n            Cache-Control:', 'header expires is new'],
    [
      'a new property in an answer',
      '        note:',
      '        colour: { type: string }\n        note:',
      '/colour is new',
    ],
    [
      'a property that is always there now',
      'required: [thingName]',
      'required: [thingName, kind]',
      '/kind is required now',
    ],
    ['a value that does not come any more', 'enum: [big, small]', 'enum: [big]', 'enum has no "small" any more'],
    ['a new type of problem', 'enum: [not-found]', 'enum: [not-found, gone]', 'enum has "gone" now'],
    ['one more method that browsers may send', 'GET,OPTIONS,POST', 'GET,OPTIONS,POST,PUT', 'has put now'],
    [
      'one more header of API Gateway',
      '      gatewayresponse.header.Retry-After',
      "      gatewayresponse.header.ETag: 'x'\n      gatewayresponse.header.Retry-After",
      'has the header ETag now',
    ],
  ])('%s', (_, from, to, words) => {
    const changes = changesOf(from, to);

    expect(changes.filter(({ isBreaking }) => isBreaking)).toEqual([]);
    expect(wordsOf(changes)).toContain(words);
  });
});

it('knows a path parameter by its position, since nobody sends its name', () => {
  expect(compareContracts(parse(base), parse(base.replaceAll('thingId', 'id')))).toEqual([
    {
      operation: 'GET /things/{id} (getThing)',
      part: 'path parameter id',
      what: 'was called thingId',
      isBreaking: false,
      pointer: '#/paths/~1things~1{id}/get/parameters/0/name',
    },
  ]);
});

it.each([
  ['a description', 'description: For people.', 'description: For all people.'],
  ['how long a browser remembers a preflight', "'600'", "'60'"],
  ['whose pool it is', 'providerARNs: [a]', 'providerARNs: [b]'],
  ['the case of a header', 'name: If-None-Match', 'name: if-none-match'],
  ['how long to wait', `Retry-After: "'1'"`, `Retry-After: "'2'"`],
])('%s is nothing that clients notice', (_, from, to) => {
  expect(changesOf(from, to)).toEqual([]);
});

it('says where in the new contract a change stands, also behind a reference', () => {
  const pointers = changesOf('maximum: 9', 'maximum: 10').map(({ operation, part, pointer }) => [
    operation,
    part,
    pointer,
  ]);

  expect(pointers).toEqual([
    [
      'GET /things (listThings)',
      'answer 200, body /items /- /weight',
      '#/components/schemas/Thing/properties/weight/maximum',
    ],
    [
      'GET /things/{thingId} (getThing)',
      'answer 200, body /weight',
      '#/components/schemas/Thing/properties/weight/maximum',
    ],
  ]);
});

it('refuses a reference that leads nowhere', () => {
  expect(() =>
    changesOf(
      "items: { $ref: '#/components/schemas/Thing' } }\n    Page",
      "items: { $ref: '#/components/schemas/Think' } }\n    Page",
    ),
  ).toThrow('there is no #/components/schemas/Think');
});
