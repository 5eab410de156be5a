import { isObject } from '../../local/json.ts';
import { annotations } from './keywords.ts';
import { sorted } from './place.ts';

/** What an OpenAPI document says to people, and to tools that are no clients. */
const forPeople = new Set([...annotations, 'summary', 'tags', 'servers', 'externalDocs', 'license', 'contact']);

/** Extensions of API Gateway that clients notice (compare-operations.ts, security.ts and gateway-responses.ts look at them). */
const noticed = new Set([
  'x-amazon-apigateway-authtype',
  'x-amazon-apigateway-authorizer',
  'x-amazon-apigateway-gateway-responses',
  'x-amazon-apigateway-request-validator',
  'x-amazon-apigateway-request-validators',
  'x-amazon-apigateway-integration',
]);

/** Members whose own members have names that the contract chose: nothing of them is a keyword. */
const named = new Set(['properties', 'schemas', 'headers', 'content', 'paths', 'responses', 'parameters']);

/**
 * What clients rely on in a contract: an OpenAPI document without anything that compareContracts does not look at, its members in the order
 * of their names.
 */
export function reducedContract(document: unknown): unknown {
  return sorted(reduced(document));
}

function reduced(value: unknown, hasNames = false): unknown {
  if (Array.isArray(value)) return value.map((entry) => reduced(entry));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => hasNames || isKept(key));
  return Object.fromEntries(
    kept.map(([key, member]) => {
      if (key === 'x-amazon-apigateway-integration') return [key, corsOf(member)];
      // The pool is the deployment's, not the contract's.
      if (key === 'x-amazon-apigateway-authorizer') return [key, without(member, 'providerARNs')];
      return [key, reduced(member, !hasNames && named.has(key))];
    }),
  );
}

function isKept(key: string): boolean {
  return key.startsWith('x-') ? noticed.has(key) : !forPeople.has(key);
}

/** What an integration answers by itself; where it leads is nobody's business. */
function corsOf(integration: unknown): unknown {
  return isObject(integration) && isObject(integration.responses) ? { responses: integration.responses } : {};
}

function without(value: unknown, key: string): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) : value;
}
