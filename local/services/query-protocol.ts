import { isObject } from '../json.ts';
import { ConstraintViolationError } from './json-protocol.ts';
import type { JsonInput } from './json-protocol.ts';
import { NotSimulatedError, ServiceError } from './service-error.ts';
import type { AwsService, ServiceRequest, ServiceResponse } from './service.ts';
import { xmlDocument, xmlError } from './xml.ts';
import type { XmlContent, XmlFields } from './xml.ts';

/** One operation: takes its input as the JSON protocols have it, but with texts for numbers and booleans, and gives its output. */
export type QueryOperation = (
  input: JsonInput,
  request: ServiceRequest,
) => object | undefined | Promise<object | undefined>;

/** A service that speaks the AWS Query protocol, described by its operations. */
export interface QueryServiceDescription {
  /** The name in a signature's credential scope: `sns`. */
  readonly signingName: string;
  /** The XML namespace of answers: `http://sns.amazonaws.com/doc/2010-03-31/`. */
  readonly namespace: string;
  /** By the names that the parameter `Action` gives. */
  readonly operations: Readonly<Record<string, QueryOperation>>;
  /** Output members that are maps; every other object is a structure. */
  readonly maps?: readonly string[];
}

/**
 * Makes a service of a table of operations: forms in, XML out. An operation that is not in the table is refused by name.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryService({ signingName, namespace, operations, maps = [] }: QueryServiceDescription): AwsService {
  const table = new Map(Object.entries(operations));
  const mapNames = new Set(maps);
  const headers = { 'content-type': 'text/xml' };

  async function answer(request: ServiceRequest): Promise<ServiceResponse> {
    const { Action: action, ...input } = readForm(request.body.toString('utf8'));
    const name = typeof action === 'string' ? action : '(no Action)';
    const operation = table.get(name);
    if (operation === undefined) throw new NotSimulatedError(`${signingName}:${name}`);
    const output = await operation(input, request);
    const content: XmlFields = {
      ...(output === undefined ? {} : { [`${name}Result`]: structure(output, mapNames) }),
      ResponseMetadata: { RequestId: request.requestId },
    };
    return { status: 200, headers, body: xmlDocument(`${name}Response`, content, namespace) };
  }

  return {
    signingName,
    allowsAnonymous: () => false,
    async handle(request) {
      try {
        return await answer(request);
      } catch (error) {
        const known = serviceError(error);
        const body = xmlError(known, request.requestId, 'query');
        return { status: known.status, headers: { ...headers, ...known.headers }, body };
      }
    },
  };
}

function serviceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof ConstraintViolationError) {
    return new ServiceError('ValidationError', error.message, { cause: error });
  }
  throw error;
}

type FormNode = Map<string, FormNode | string>;

/**
 * Reads a form whose names are paths: `Tags.member.2.Key` is in the second item of a list, `Attributes.entry.1.key` (or `.Name`)
 * names the first member of a map.
 * @throws ServiceError `MalformedQueryString` for a name that is both a value and a path
 */
export function readForm(form: string): Record<string, unknown> {
  const root: FormNode = new Map();
  for (const [path, value] of new URLSearchParams(form)) place(root, path, value);
  return plainObject(root);
}

function place(root: FormNode, path: string, value: string): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let node = root;
  for (const step of steps) {
    const next = node.get(step) ?? new Map<string, FormNode | string>();
    if (typeof next === 'string') throw malformed(path);
    node.set(step, next);
    node = next;
  }
  if (node.has(last)) throw malformed(path);
  node.set(last, value);
}

function malformed(path: string): ServiceError {
  return new ServiceError('MalformedQueryString', `The parameter ${path} is given twice, or is a value and a path.`);
}

function plain(node: FormNode | string): unknown {
  if (typeof node === 'string') return node;
  const items = node.size === 1 ? (node.get('member') ?? node.get('entry')) : undefined;
  if (items instanceof Map && [...items.keys()].every((key) => /^\d+$/.test(key))) {
    const inOrder = [...items].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => plain(item));
    return node.has('member') ? inOrder : mapOf(inOrder);
  }
  return plainObject(node);
}

function plainObject(node: FormNode): Record<string, unknown> {
  return Object.fromEntries([...node].map(([name, child]) => [name, plain(child)]));
}

function mapOf(entries: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    entries.filter(isObject).map(({ key, value, Name: name = key, Value: item = value }) => {
      if (typeof name !== 'string') throw new ServiceError('MalformedQueryString', 'A member of a map has no name.');
      return [name, item];
    }),
  );
}

function structure(output: object, maps: ReadonlySet<string>): XmlFields {
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => [
      name,
      maps.has(name) && isObject(value) ? mapContent(value, maps) : content(value, maps),
    ]),
  );
}

function mapContent(map: Readonly<Record<string, unknown>>, maps: ReadonlySet<string>): XmlContent {
  return { entry: Object.entries(map).map(([key, value]) => ({ key, value: content(value, maps) })) };
}

function content(value: unknown, maps: ReadonlySet<string>): XmlContent {
  if (value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) return { member: value.map((item) => content(item, maps)) };
  if (isObject(value)) return structure(value, maps);
  throw new Error(`The query protocol cannot write ${typeof value}.`);
}
