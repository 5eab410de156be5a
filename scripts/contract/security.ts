import { at, entries, members, rootOf, texts, type Place } from './place.ts';
import { breaking, compatible, type PartChange } from './change.ts';

/** One way to be let in: what a request must bring of each scheme. */
type Requirement = ReadonlyMap<string, Demand>;

interface Demand {
  /** What the scheme is, without the name that the document gives it. */
  readonly scheme: string;
  /** API Gateway lets in whoever has one of them; without any it takes identity tokens instead of access tokens. */
  readonly scopes: readonly string[];
}

/**
 * Says whether who was let in still is.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 * @param before an operation; its document gives the security of operations that have none of their own
 */
export function securityChanges(before: Place, now: Place): PartChange[] {
  const [old, fresh] = [requirements(before), requirements(now)];
  const { pointer } = at(now, 'security');
  const refused = old.filter((one) => !fresh.some((other) => isEnough(one, other)));
  if (refused.length > 0) {
    return [breaking('access', `needs ${wordsOf(fresh)}, and needed ${wordsOf(old)}`, pointer)];
  }
  const isWider = fresh.some((one) => !old.some((other) => isEnough(one, other)));
  return isWider ? [compatible('access', `needs only ${wordsOf(fresh)}, and needed ${wordsOf(old)}`, pointer)] : [];
}

/** Whether a request that brings what one requirement demands has what the other demands, too. */
function isEnough(brought: Requirement, demanded: Requirement): boolean {
  return [...demanded.values()].every((demand) =>
    [...brought.values()].some(
      ({ scheme, scopes }) =>
        scheme === demand.scheme &&
        (scopes.length === 0) === (demand.scopes.length === 0) &&
        scopes.every((scope) => demand.scopes.includes(scope)),
    ),
  );
}

/** Nothing to bring is one way, too. */
function requirements(operation: Place): Requirement[] {
  const document = rootOf(operation.root);
  const own = at(operation, 'security');
  const ways = entries(own.value === undefined ? at(document, 'security') : own);
  if (ways.length === 0) return [new Map()];
  return ways.map(
    (way) =>
      new Map(
        [...members(way)].map(([name, scopes]) => [
          name,
          { scheme: schemeOf(at(document, 'components', 'securitySchemes', name)), scopes: texts(scopes) },
        ]),
      ),
  );
}

/** What a client has to know of a scheme, as a text that two can be compared by. */
function schemeOf(scheme: Place): string {
  const authorizer = at(scheme, 'x-amazon-apigateway-authorizer');
  return JSON.stringify([
    ...['type', 'in', 'name', 'scheme', 'x-amazon-apigateway-authtype'].map((key) => at(scheme, key).value ?? null),
    ...['type', 'identitySource', 'identityValidationExpression'].map((key) => at(authorizer, key).value ?? null),
  ]);
}

function wordsOf(ways: readonly Requirement[]): string {
  return ways
    .map((way) =>
      way.size === 0
        ? 'no token'
        : [...way]
            .map(([name, { scopes }]) => [name, scopes.join(' or ')].filter(Boolean).join(' with '))
            .join(' and '),
    )
    .join(', or ');
}
