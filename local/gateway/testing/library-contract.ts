import type { Json, JsonObject } from '../../json.ts';

export const functionArn = 'arn:aws:lambda:eu-west-1:111111111111:function:library';
export const userPoolArn = 'arn:aws:cognito-idp:eu-west-1:111111111111:userpool/eu-west-1_Library';

const invocation = (arn: string) => `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;

export const lambda = (more: JsonObject = {}): JsonObject => ({
  type: 'aws_proxy',
  httpMethod: 'POST',
  uri: invocation(functionArn),
  ...more,
});

const responses: JsonObject = { '200': { description: 'Done' } };

/** An operation that calls the function. */
export const operation = (more: JsonObject = {}): JsonObject => ({
  responses,
  'x-amazon-apigateway-integration': lambda(),
  ...more,
});

/** An operation that answers by itself. */
export const mock = (integration: JsonObject, more: JsonObject = {}): JsonObject => ({
  responses: { '200': { description: 'Done', headers: { 'X-Mock': { schema: { type: 'string' } } } } },
  'x-amazon-apigateway-integration': { type: 'mock', ...integration },
  ...more,
});

const json = (schema: Json): JsonObject => ({ content: { 'application/json': { schema } } });
const corsHeaders = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Headers', 'Access-Control-Allow-Methods'];

/** The preflight that SAM would generate, except that a body of another type is a 415: SAM's answers 500 to it. */
const preflight: JsonObject = {
  responses: {
    '200': {
      description: 'CORS',
      headers: Object.fromEntries(corsHeaders.map((name) => [name, { schema: { type: 'string' } }])),
    },
  },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    passthroughBehavior: 'never',
    requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
    responses: {
      default: {
        statusCode: '200',
        responseTemplates: { 'application/json': '{}\n' },
        responseParameters: {
          'method.response.header.Access-Control-Allow-Origin': "'*'",
          'method.response.header.Access-Control-Allow-Headers': "'Authorization,Content-Type'",
          'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS,POST'",
        },
      },
    },
  },
};

const book: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'author'],
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 20 },
    author: { $ref: '#/components/schemas/Author' },
    pages: { type: 'integer', minimum: 1, maximum: 9999 },
    price: { type: 'number', minimum: 0, exclusiveMinimum: true },
    subtitle: { type: 'string', nullable: true },
    genre: { type: 'string', enum: ['novel', 'essay'] },
    published: { type: 'string', format: 'date' },
    code: { type: 'string', pattern: '^[A-Z]{2}[0-9]+$' },
    tags: { type: 'array', items: { type: 'string' } },
    sequel: { $ref: '#/components/schemas/Book' },
    'x-anything': { type: 'string', 'x-unknown-keyword': true, readOnly: true, default: 'none' },
  },
};

const parameter = (name: string, place: string, more: JsonObject = {}): JsonObject => ({
  name,
  in: place,
  schema: { type: 'string' },
  ...more,
});

/** A contract that uses everything the gateway knows, about a library. */
export function libraryContract(overrides: JsonObject = {}, morePaths: JsonObject = {}): JsonObject {
  return {
    openapi: '3.0.3',
    info: { title: 'Library', version: '1' },
    'x-amazon-apigateway-request-validators': {
      all: { validateRequestBody: true, validateRequestParameters: true },
      params: { validateRequestBody: false, validateRequestParameters: true },
      body: { validateRequestBody: true, validateRequestParameters: false },
    },
    components: {
      securitySchemes: {
        Readers: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'cognito_user_pools',
          'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [userPoolArn] },
        },
      },
      schemas: {
        Author: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        Book: book,
      },
    },
    paths: {
      '/open': { get: operation({ operationId: 'readOpen' }), post: operation(), put: operation() },
      '/books': {
        get: operation({ operationId: 'listBooks', security: [{ Readers: ['library/read', 'library/admin'] }] }),
        post: operation({
          operationId: 'addBook',
          security: [{ Readers: ['library/write'] }],
          'x-amazon-apigateway-request-validator': 'all',
          requestBody: json({ $ref: '#/components/schemas/Book' }),
        }),
        options: preflight,
      },
      '/books/latest': { get: operation() },
      '/books/{isbn}': { get: operation(), delete: operation() },
      '/books/{isbn}/pages/{page}': { get: operation() },
      '/files/{proxy+}': { 'x-amazon-apigateway-any-method': operation() },
      '/me': { get: operation({ security: [{ Readers: [] }] }) },
      '/searches/{id}': {
        parameters: [parameter('id', 'path', { required: true })],
        get: operation({
          'x-amazon-apigateway-request-validator': 'params',
          parameters: [
            parameter('x-tenant', 'header', { required: true }),
            parameter('page', 'query', { required: true, schema: { type: 'integer', minimum: 1 } }),
            parameter('sort', 'query', { required: true, schema: { type: 'string', enum: ['up', 'down'] } }),
            parameter('limit', 'query', { schema: { type: 'integer', maximum: 10 } }),
          ],
        }),
      },
      '/drafts': {
        post: operation({
          'x-amazon-apigateway-request-validator': 'body',
          parameters: [parameter('ignored', 'query', { required: true })],
          requestBody: json({ $ref: '#/components/schemas/Book' }),
        }),
        put: operation({ requestBody: json({ $ref: '#/components/schemas/Book' }) }),
        patch: operation({
          'x-amazon-apigateway-request-validator': 'body',
          requestBody: json({ type: 'object', properties: { note: { type: 'string' } } }),
        }),
      },
      '/slow': { get: operation({ 'x-amazon-apigateway-integration': lambda({ timeoutInMillis: 50 }) }) },
      '/miswired': { get: operation({ 'x-amazon-apigateway-integration': lambda({ httpMethod: 'GET' }) }) },
      ...morePaths,
    },
    ...overrides,
  };
}
