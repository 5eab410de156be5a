import validations from 'dynalite/validations/index.js';
import { isObject } from '../../../json.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../../service-error.ts';
import { checkExpressions } from './expression-limits.ts';

/** How the request of an operation is checked. The type says what it is when it passed. */
export interface RequestCheck<T> {
  /** The operation: `PutItem`. */
  readonly name: string;
  readonly types: DynaliteMembers;
  readonly custom?: DynaliteRequest['custom'];
  /** Never there: ties the type to the check. */
  readonly passed?: T;
}

/** Members from the time before expressions, whose place others have taken. They are refused by name. */
const legacyMembers = new Set([
  'AttributeUpdates',
  'AttributesToGet',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
]);

/** dynalite counts characters where AWS counts bytes; sizes are checked elsewhere. */
const store = { options: { maxItemSize: Infinity } };

/**
 * Checks a request as AWS does, with its messages: types, constraints, rules between members, expressions. Expressions come back parsed.
 * @throws ServiceError `SerializationException`, `ValidationException`
 * @throws NotSimulatedError for a member that is not simulated, by its name
 */
export function checkRequest<T>(check: RequestCheck<T>, input: JsonInput): T {
  const unknown = unknownMember(input, check.types);
  if (unknown !== undefined) throw new NotSimulatedError(`dynamodb:${check.name} with ${unknown}`);
  const request = answering(() => {
    // dynalite takes out what it does not know.
    const data = validations.checkTypes({ ...input }, check.types);
    checkExpressions(data);
    return data;
  });
  if (!passes(request, check)) throw new TypeError(`${check.name} did not pass.`);
  return request;
}

/** Throws dynalite's opinion, if it has one. @throws ServiceError */
export function raise(error: DynaliteError | null | undefined): void {
  if (error !== null && error !== undefined) throw serviceError(error);
}

/** A member that cannot be taken, with the path to it. Attribute values and names of attributes are not members. */
function unknownMember(input: JsonInput, types: DynaliteMembers): string | undefined {
  for (const [name, value] of Object.entries(input)) {
    if (value === null || value === undefined) continue;
    const member = Object.hasOwn(types, name) ? types[name] : undefined;
    if (member === undefined || legacyMembers.has(name)) return name;
    const below = unknownBelow(value, member);
    if (below !== undefined) return `${name}.${below}`;
  }
  return undefined;
}

function unknownBelow(value: unknown, member: string | DynaliteMember): string | undefined {
  if (typeof member === 'string' || member.children === undefined || typeof member.children === 'string') return;
  const { type, children } = member;
  if (/^(Field|Value)Struct/.test(type))
    return isObject(value) && isMembers(children) ? unknownMember(value, children) : undefined;
  if (!isMember(children)) return;
  const elements = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const element of elements) {
    const unknown = unknownBelow(element, children);
    if (unknown !== undefined) return unknown;
  }
}

function isMember(children: DynaliteMember | DynaliteMembers): children is DynaliteMember {
  return typeof children.type === 'string';
}

function isMembers(children: DynaliteMember | DynaliteMembers): children is DynaliteMembers {
  return !isMember(children);
}

/** What dynalite's checks let pass has the form that they describe; the type says the same to the compiler. */
function passes<T>(data: object, { types, custom }: RequestCheck<T>): data is T & object {
  answering(() => validations.checkValidations(data, types, custom, store));
  return true;
}

function answering<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (isDynaliteError(error)) throw serviceError(error);
    // dynalite trips over null in the place of a value, and over documents that are deeper than its stack.
    if (error instanceof TypeError) {
      throw new ServiceError(
        'ValidationException',
        'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
        { cause: error },
      );
    }
    if (error instanceof RangeError) {
      throw new ServiceError('ValidationException', 'Nesting Levels have exceeded supported limits', { cause: error });
    }
    throw error;
  }
}

function isDynaliteError(error: unknown): error is DynaliteError {
  return error instanceof Error && 'body' in error && isObject(error.body) && typeof error.body.__type === 'string';
}

function serviceError({ body, statusCode, message: text }: DynaliteError): ServiceError {
  const code = body.__type.slice(body.__type.indexOf('#') + 1);
  return new ServiceError(code, body.message ?? body.Message ?? text, { status: statusCode });
}
