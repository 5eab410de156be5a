import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { parse } from 'yaml';
import { readOperations, type ContractOperation } from '../../scripts/generate/contract-operations.ts';

export const root = join(import.meta.dirname, '../..');
export const contractSource = readFileSync(join(root, 'openapi.yaml'), 'utf8');
export const contract = parse(contractSource) as Record<string, any>;
export const { operations } = readOperations(contract);

export const operationById = (id: string): ContractOperation => {
  const operation = operations.find((candidate) => candidate.id === id);
  if (operation === undefined) throw new Error(`The contract has no operation ${id}.`);
  return operation;
};

/** `listDragons` or `ListDragons` → `list-dragons`: the operation's folder, event and log group. */
export const kebab = (id: string): string => id.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();

/** `listDragons` → `ListDragons`: the operation's function in the template. */
export const pascal = (id: string): string => id.replace(/^./, (letter) => letter.toUpperCase());

/** `ListDragons` → `listDragons`: the name under which a function runs. */
export const camel = (logicalId: string): string => logicalId.replace(/^./, (letter) => letter.toLowerCase());

const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addSchema({ $id: 'contract', components: contract.components });

/** What a value violates of a schema that stands in the contract. */
export function violations(schema: object, value: unknown): ErrorObject[] {
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/')) as object);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** Headers that every answer may carry without each operation saying so: security and CORS (layers/core/response.ts, gateway responses). */
const commonHeaders = new Set([
  'access-control-allow-origin',
  'access-control-expose-headers',
  'cache-control',
  'content-length',
  'content-security-policy',
  'content-type',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  // API Gateway's own.
  'connection',
  'date',
  'keep-alive',
  'x-amz-apigw-id',
  'x-amzn-errortype',
  'x-amzn-requestid',
  'x-amzn-trace-id',
]);

/**
 * Says where an answer is not what the contract documents for the operation; an empty list when it is.
 * @param headers names in any case
 */
export function undocumented(
  operationId: string,
  { status, headers, body }: { status: number; headers: Record<string, string>; body: string },
): string[] {
  const responses = operationById(operationId).source.responses as Record<string, any>;
  const response = responses[String(status)];
  if (response === undefined) return [`status ${status} is not documented`];
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const documented = Object.entries<{ required?: boolean }>(response.headers ?? {});
  const faults = [
    ...documented
      .filter(([name, { required }]) => required === true && !sent.has(name.toLowerCase()))
      .map(([name]) => `header ${name} is missing`),
    ...[...sent.keys()]
      .filter((name) => !commonHeaders.has(name) && !documented.some(([known]) => known.toLowerCase() === name))
      .map((name) => `header ${name} is not documented`),
  ];
  const content = Object.entries<{ schema: object }>(response.content ?? {});
  if (content.length === 0) return body === '' ? faults : [...faults, 'a body is not documented'];
  const type = sent.get('content-type')?.split(';')[0] ?? '';
  const schema = response.content[type]?.schema;
  if (schema === undefined) return [...faults, `content type ${type} is not documented`];
  return [
    ...faults,
    ...violations(schema, JSON.parse(body)).map(({ instancePath, message = '' }) => `body${instancePath} ${message}`),
  ];
}
