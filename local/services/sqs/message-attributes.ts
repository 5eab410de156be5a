import { createHash } from 'node:crypto';
import { isObject } from '../../json.ts';
import { NotSimulatedError } from '../service-error.ts';
import { invalidParameter } from './errors.ts';
import { checkCharacters } from './message-text.ts';
import type { MessageAttribute, MessageAttributes } from './message.ts';

const most = 10;
const longestName = 256;

/**
 * Reads the message attributes of a sender.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 * @throws ServiceError `InvalidParameterValueException`, `InvalidMessageContents`
 */
export function readMessageAttributes(input: unknown): MessageAttributes {
  if (input === undefined || input === null) return {};
  if (!isObject(input)) throw invalidParameter('MessageAttributes must be an object.');
  const attributes = Object.entries(input).map(([name, value]): [string, MessageAttribute] => {
    checkName(name);
    return [name, readAttribute(name, value)];
  });
  if (attributes.length > most) {
    throw invalidParameter(
      `Number of message attributes [${attributes.length}] exceeds the allowed maximum [${most}].`,
    );
  }
  return Object.fromEntries(attributes);
}

function checkName(name: string): void {
  if (name === '' || name.length > longestName) {
    throw invalidParameter(`Length of message attribute name must be 1 to ${longestName}: '${name}'.`);
  }
  if (!/^[\w.-]+$/.test(name) || /^\.|\.$|\.\./.test(name)) {
    throw invalidParameter(
      `Message attribute name '${name}' is invalid. It may hold letters, digits, '_', '-' and single '.' in between.`,
    );
  }
  if (/^(aws|amazon)\./i.test(name)) {
    throw invalidParameter(`Message attribute name '${name}' is invalid. It must not start with 'AWS.' or 'Amazon.'.`);
  }
}

function readAttribute(name: string, value: unknown): MessageAttribute {
  if (!isObject(value)) throw invalidParameter(`The message attribute '${name}' must be an object.`);
  const { DataType: type, StringValue: text, BinaryValue: binary } = value;
  if (typeof type !== 'string' || !/^(String|Number|Binary)(\..+)?$/s.test(type) || type.length > longestName) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is ` +
        'Binary, Number, and String.',
    );
  }
  if (value.StringListValues !== undefined || value.BinaryListValues !== undefined) {
    throw new NotSimulatedError(`sqs:SendMessage with a list of values in the message attribute ${name}`);
  }
  if (type.startsWith('Binary')) return { DataType: type, BinaryValue: base64Of(name, binary) };
  if (typeof text !== 'string' || text === '' || binary !== undefined) {
    throw invalidParameter(`The message attribute '${name}' with type '${type}' must use field 'StringValue'.`);
  }
  checkCharacters(text);
  if (type.startsWith('Number') && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    throw invalidParameter(`Can't cast the value of message attribute '${name}' to a number.`);
  }
  return { DataType: type, StringValue: text };
}

function base64Of(name: string, value: unknown): string {
  if (value instanceof Uint8Array && value.length > 0) return Buffer.from(value).toString('base64');
  if (typeof value === 'string' && value !== '') return value;
  throw invalidParameter(`The message attribute '${name}' with type 'Binary' must use field 'BinaryValue'.`);
}

/** The bytes that attributes add to the size of a message: names, types and values. */
export function attributesSize(attributes: MessageAttributes): number {
  let size = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueOf(attribute).length;
  }
  return size;
}

/**
 * The attributes that a receiver asked for: by name, by the beginning of a name (`bar.*`), or all of them (`All`, `.*`).
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function selectAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const matches = (name: string): boolean =>
    names.some((wanted) => {
      if (wanted === 'All' || wanted === '.*') return true;
      return wanted.endsWith('.*') ? name.startsWith(wanted.slice(0, -2)) : name === wanted;
    });
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => matches(name)));
}

/**
 * The MD5 digest that senders and receivers compare: over names in their order, types and values, each behind its length.
 * Undefined when there are no attributes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  const hash = createHash('md5');
  const update = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, attribute] of entries) {
    update(Buffer.from(name));
    update(Buffer.from(attribute.DataType));
    hash.update(Uint8Array.of(attribute.BinaryValue === undefined ? 1 : 2));
    update(valueOf(attribute));
  }
  return hash.digest('hex');
}

function valueOf({ StringValue, BinaryValue }: MessageAttribute): Buffer {
  return BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64');
}
