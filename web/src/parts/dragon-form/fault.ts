import type { SchemaFault } from '../../../generated/validators.js';
import type { Problem } from '../../api/outcome.ts';
import { t, type MessageKey, type MessageValues } from '../../messages/messages.ts';

/** What is wrong with a field: a message of the page, or a sentence of the API that the page has no message for. */
export type Fault = { readonly key: MessageKey; readonly values?: MessageValues } | { readonly text: string };

/** By field. */
export type Faults = ReadonlyMap<string, Fault>;

const required: Fault = { key: 'dragon.fault.required' };

/** What a pattern of the contract asks for, in words. */
const patterns: Readonly<Record<string, MessageKey>> = {
  dragonName: 'dragon.fault.dragonName.pattern',
  reportingPhoneNumber: 'dragon.fault.reportingPhoneNumber.pattern',
};

/** What the API says of rules that the contract's schemas do not hold. */
const sentences: Readonly<Record<string, Fault>> = {
  'is required': required,
  'must have a visible character': { key: 'dragon.fault.invisible' },
  'must not be a dot segment': { key: 'dragon.fault.dots' },
  'must consist of letters': { key: 'dragon.fault.letters' },
  'must be well-formed Unicode': { key: 'dragon.fault.malformed' },
  'must name the dragon in the path': { key: 'dragon.fault.otherName' },
};

/** A fault in a sentence of the language that is spoken now. */
export function faultText(fault: Fault): string {
  return 'key' in fault ? t(fault.key, fault.values) : fault.text;
}

/** What the contract's validator found, by field: the first fault of each. */
export function schemaFaults(faults: readonly SchemaFault[]): Faults {
  return firstOfEach(
    faults.map(({ instancePath, keyword, params }) => {
      const { missingProperty, limit } = params;
      const field = keyword === 'required' ? String(missingProperty) : fieldOf(instancePath);
      return [field, keywordFault(field, keyword, Number(limit))];
    }),
  );
}

/** What the API found wrong with the body, by field: the first fault of each. Known sentences are translated, others shown as they come. */
export function problemFaults({ errors = [] }: Pick<Problem, 'errors'>): Faults {
  return firstOfEach(
    errors
      .filter((error) => error.in === 'body')
      .map(({ name, message }) => {
        const field = fieldOf(name);
        return [field, sentenceFault(field, message)];
      }),
  );
}

function keywordFault(field: string, keyword: string, limit: number): Fault {
  switch (keyword) {
    case 'required':
    case 'minLength':
      return required;
    case 'maxLength':
      return { key: 'dragon.fault.tooLong', values: { limit } };
    case 'pattern':
      return { key: patterns[field] ?? 'dragon.fault.other' };
    default:
      return { key: 'dragon.fault.other' };
  }
}

/** The API checks by the same schemas, and says what ajv says. */
function sentenceFault(field: string, message: string): Fault {
  const [, most] = /^must NOT have more than (\d+) characters$/.exec(message) ?? [];
  if (most !== undefined) return keywordFault(field, 'maxLength', Number(most));
  if (message.startsWith('must NOT have fewer than ')) return required;
  if (message.startsWith('must match pattern ') && field in patterns) return keywordFault(field, 'pattern', 0);
  return Object.hasOwn(sentences, message) ? (sentences[message] ?? { text: message }) : { text: message };
}

/** The field that a JSON Pointer leads to. No field of the contract has a name that would be escaped in it. */
function fieldOf(pointer: string): string {
  return pointer.split('/')[1] ?? '';
}

function firstOfEach(faults: readonly (readonly [string, Fault])[]): Faults {
  return new Map([...faults].reverse());
}
