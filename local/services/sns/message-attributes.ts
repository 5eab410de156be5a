import { isObject } from '../../json.ts';
import { invalidAttribute, invalidParameter } from './errors.ts';

/** The value of a message attribute as it stands on the wire; bytes in base64. The same shape as in SQS. */
export interface MessageAttribute {
  /** `String`, `String.Array`, `Number` or `Binary`. */
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** Message attributes by name. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const longestName = 256;

/**
 * Reads the message attributes of a publisher.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 * @throws ServiceError `InvalidParameter`, `ParameterValueInvalid`
 */
export function readMessageAttributes(input: unknown): MessageAttributes {
  if (input === undefined || input === null || input === '') return {};
  if (!isObject(input)) throw invalidParameter('MessageAttributes Reason: it must be a map');
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      checkName(name);
      return [name, readAttribute(name, value)];
    }),
  );
}

function checkName(name: string): void {
  if (!/^[\w.-]+$/.test(name) || name.length > longestName || /^\.|\.$|\.\./.test(name)) {
    throw invalidAttribute(
      `Invalid message attribute name '${name}'. It may hold up to ${longestName} letters, digits, '_', '-' and single '.' in between.`,
    );
  }
}

function readAttribute(name: string, value: unknown): MessageAttribute {
  if (!isObject(value)) throw invalidAttribute(`The message attribute '${name}' must be an object.`);
  const { DataType: type, StringValue: string, BinaryValue: binary } = value;
  if (typeof type !== 'string' || !/^(String|Number|Binary)(\..+)?$/s.test(type)) {
    throw invalidAttribute(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is ` +
        'Binary, Number, and String.',
    );
  }
  if (type.startsWith('Binary')) return { DataType: type, BinaryValue: base64Of(name, binary) };
  if (typeof string !== 'string' || string === '') {
    throw invalidAttribute(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  }
  if (type.startsWith('Number') && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(string)) {
    throw invalidAttribute(`Could not cast message attribute '${name}' value to number.`);
  }
  return { DataType: type, StringValue: string };
}

function base64Of(name: string, value: unknown): string {
  if (value instanceof Uint8Array && value.length > 0) return Buffer.from(value).toString('base64');
  if (typeof value === 'string' && value !== '') return value;
  throw invalidAttribute(
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type 'Binary'.`,
  );
}

/** The bytes that attributes add to the size of a message: names, types and values. */
export function attributesSize(attributes: MessageAttributes): number {
  let size = 0;
  for (const [name, { DataType, StringValue = '', BinaryValue = '' }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name + DataType + StringValue) + Buffer.from(BinaryValue, 'base64').length;
  }
  return size;
}

/**
 * The attributes as a filter policy compares them: texts, numbers and lists; bytes are not compared.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function comparableAttributes(attributes: MessageAttributes): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const [name, { DataType: type, StringValue: value }] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (type === 'String.Array') values.push([name, listOf(value)]);
    else values.push([name, type.startsWith('Number') ? Number(value) : value]);
  }
  return Object.fromEntries(values);
}

function listOf(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
