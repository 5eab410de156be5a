import { isObject } from '../../../json.ts';
import { NotSimulatedError, ServiceError } from '../../service-error.ts';

/** Bytes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const longest = 4096;

/**
 * How deep parentheses may nest. dynalite's grammar tries every pair in several ways, which takes four times as long with each level:
 * half a second for seven of them, half a minute for ten.
 */
const deepest = 7;

/**
 * Refuses expressions that are too long, as AWS does, or that would keep the parser busy.
 * @param request with its expressions as texts
 * @throws ServiceError `ValidationException`
 * @throws NotSimulatedError for what AWS would take
 */
export function checkExpressions(request: object): void {
  for (const [name, value] of Object.entries(request)) {
    if (name === 'TransactItems' || name === 'RequestItems') inner(value).forEach(checkExpressions);
    if (!name.endsWith('Expression') || typeof value !== 'string') continue;
    const size = Buffer.byteLength(value);
    if (size > longest) {
      throw new ServiceError(
        'ValidationException',
        `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${size}`,
      );
    }
    if (depthOf(value) > deepest) {
      throw new NotSimulatedError(`dynamodb: a ${name} whose parentheses nest deeper than ${deepest} levels`);
    }
  }
}

/** The parts of a request that have expressions of their own: `RequestItems` by table, `TransactItems` by position and kind. */
function inner(value: unknown): object[] {
  const parts: unknown[] = Array.isArray(value)
    ? value.flatMap((item: unknown) => (isObject(item) ? Object.values(item) : []))
    : Object.values(isObject(value) ? value : {});
  return parts.filter(isObject);
}

function depthOf(expression: string): number {
  let depth = 0;
  let deepestYet = 0;
  for (const character of expression) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    deepestYet = Math.max(deepestYet, depth);
  }
  return deepestYet;
}
