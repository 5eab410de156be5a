import { parse } from 'yaml';
import { isObject } from '../../local/json.ts';
import { readOperations } from '../generate/contract-operations.ts';

/** What the contract says of one answer. */
interface DocumentedAnswer {
  readonly headers: readonly string[];
  /** Both are missing for an answer without a body. */
  readonly contentType?: string;
  readonly schema?: unknown;
}

/**
 * The statuses of every operation with their headers and schemas, as JSON: the value of the variable.
 * @param source the text of openapi.yaml
 */
export function postmanContract(source: string): string {
  const { operations, schemas } = readOperations(parse(source));
  return JSON.stringify(
    {
      operations: Object.fromEntries(operations.map(({ id, source }) => [id, documentedAnswers(source.responses)])),
      components: { schemas },
    },
    // Descriptions are for readers of the contract. A property of that name is an object, and stays.
    (key, value: unknown) => (key === 'description' && typeof value === 'string' ? undefined : value),
  );
}

/**
 * Replaces the variable in the text of a collection, and nothing else, so that the formatting stays.
 * @throws Error when the collection has no such variable
 */
export function withContract(collection: string, contract: string): string {
  const parsed: unknown = JSON.parse(collection);
  const variables: unknown[] = isObject(parsed) && Array.isArray(parsed.variable) ? parsed.variable : [];
  const present = variables.filter(isObject).find(({ key }) => key === 'contract')?.value;
  if (typeof present !== 'string') throw new Error('The collection has no variable "contract".');
  return collection.replace(JSON.stringify(present), () => JSON.stringify(contract));
}

function documentedAnswers(responses: unknown): Record<string, DocumentedAnswer> {
  return Object.fromEntries(
    entries(responses).map(([status, response]) => {
      const { headers, content } = isObject(response) ? response : {};
      const [body] = entries(content);
      return [
        status,
        {
          headers: entries(headers).map(([name]) => name),
          ...(body !== undefined && { contentType: body[0], schema: isObject(body[1]) ? body[1].schema : undefined }),
        },
      ];
    }),
  );
}

function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
