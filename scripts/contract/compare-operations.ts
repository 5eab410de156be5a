import { at, isSame, members, pairs, rootOf, type Place } from './place.ts';
import { breaking, compatible, type PartChange } from './change.ts';
import type { Operation } from './operations.ts';
import { requiredChange, schemaChanges, type Direction } from './schemas.ts';
import { securityChanges } from './security.ts';

/** Says in what two operations of the same method and path differ. */
export function operationChanges(before: Operation, now: Operation): PartChange[] {
  return [
    ...nameChange(before.source, now.source),
    ...securityChanges(before.source, now.source),
    ...validationChanges(before.source, now.source),
    ...parameterChanges(before, now),
    ...bodyChanges(at(before.source, 'requestBody'), at(now.source, 'requestBody')),
    ...answerChanges(before.source, now.source),
    ...preflightChanges(before.source, now.source),
  ];
}

/** Generated clients name their functions by it. */
function nameChange(before: Place, now: Place): PartChange[] {
  const [old, fresh] = [at(before, 'operationId'), at(now, 'operationId')];
  if (old.value === fresh.value || old.value === undefined) return [];
  const words = fresh.value === undefined ? 'is gone' : `is ${JSON.stringify(fresh.value)}`;
  return [breaking('operationId', `${words}, and was ${JSON.stringify(old.value)}`, fresh.pointer)];
}

/** What API Gateway checks by itself. What is right for the contract is right either way, so nobody who keeps to it is harmed. */
function validationChanges(before: Place, now: Place): PartChange[] {
  const validator = (operation: Place): unknown => {
    const document = rootOf(operation.root);
    const own = at(operation, 'x-amazon-apigateway-request-validator').value;
    const name = own ?? at(document, 'x-amazon-apigateway-request-validator').value;
    return at(document, 'x-amazon-apigateway-request-validators', String(name)).value ?? null;
  };
  if (isSame(validator(before), validator(now))) return [];
  const { pointer } = at(now, 'x-amazon-apigateway-request-validator');
  return [compatible('requests', 'are checked by API Gateway in another way than before', pointer)];
}

function parameterChanges(before: Operation, now: Operation): PartChange[] {
  return pairs(before.parameters, now.parameters).flatMap(([key, old, fresh]) => {
    if (fresh === undefined) {
      const { pointer } = at(now.source, 'parameters');
      return [breaking(titleOf(key, old), 'is gone: clients that send it are refused, or not heard', pointer)];
    }
    const part = titleOf(key, fresh);
    const isRequired = at(fresh, 'required').value === true;
    if (old === undefined) {
      return [
        isRequired ? breaking(part, 'is new and required', fresh.pointer) : compatible(part, 'is new', fresh.pointer),
      ];
    }
    const name = at(fresh, 'name');
    return [
      ...(key.startsWith('path ') && name.value !== at(old, 'name').value
        ? [compatible(part, `was called ${String(at(old, 'name').value)}`, name.pointer)]
        : []),
      ...requiredChange(part, at(old, 'required').value === true, isRequired, true, at(fresh, 'required').pointer),
      ...['style', 'explode', 'allowReserved']
        .filter((key) => !isSame(at(old, key).value, at(fresh, key).value))
        .map((key) =>
          breaking(part, `${key} is not what it was: requests are read in another way`, at(fresh, key).pointer),
        ),
      ...schemaChanges(at(old, 'schema'), at(fresh, 'schema'), part, 'request'),
    ];
  });
}

function titleOf(key: string, parameter: Place | undefined): string {
  const name = parameter === undefined ? undefined : at(parameter, 'name').value;
  return `${key.split(' ')[0]} parameter ${typeof name === 'string' ? name : key}`;
}

function bodyChanges(before: Place, now: Place): PartChange[] {
  const part = 'body of the request';
  const isRequired = at(now, 'required').value === true;
  if (before.value === undefined && now.value === undefined) return [];
  if (now.value === undefined)
    return [breaking(part, 'is gone: clients that send it are refused, or not heard', now.pointer)];
  if (before.value === undefined) {
    return [isRequired ? breaking(part, 'is new and required', now.pointer) : compatible(part, 'is new', now.pointer)];
  }
  return [
    ...requiredChange(part, at(before, 'required').value === true, isRequired, true, at(now, 'required').pointer),
    ...contentChanges(at(before, 'content'), at(now, 'content'), part, () => 'request'),
  ];
}

/** @param directionOf by media type */
function contentChanges(
  before: Place,
  now: Place,
  part: string,
  directionOf: (type: string) => Direction,
): PartChange[] {
  return pairs(members(before), members(now)).flatMap(([type, old, fresh]) => {
    if (fresh === undefined) return [breaking(part, `is not ${type} any more`, now.pointer)];
    // Clients that understand one type alone say so in Accept.
    if (old === undefined) return [compatible(part, `may be ${type}, too`, fresh.pointer)];
    return schemaChanges(at(old, 'schema'), at(fresh, 'schema'), part, directionOf(type));
  });
}

function answerChanges(before: Place, now: Place): PartChange[] {
  const answers = at(now, 'responses');
  return pairs(members(at(before, 'responses')), members(answers)).flatMap(([status, old, fresh]) => {
    const part = `answer ${status}`;
    if (status.startsWith('x-')) return [];
    if (fresh === undefined) {
      return [
        isFailure(status) ? compatible(part, 'is gone', answers.pointer) : breaking(part, 'is gone', answers.pointer),
      ];
    }
    if (old === undefined) return [newAnswer(status, part, fresh)];
    return [
      ...headerChanges(at(old, 'headers'), at(fresh, 'headers'), part),
      ...contentChanges(at(old, 'content'), at(fresh, 'content'), `${part}, body`, (type) =>
        type === 'application/problem+json' ? 'problem' : 'answer',
      ),
    ];
  });
}

function isFailure(status: string): boolean {
  return /^[45]/.test(status) || status === 'default';
}

/** A status that a client does not know counts as the first one of its class (https://www.rfc-editor.org/rfc/rfc9110#section-15). */
function newAnswer(status: string, part: string, answer: Place): PartChange {
  // 304 comes only to those who asked under a condition.
  if (isFailure(status) || status === '304') return compatible(part, 'is new', answer.pointer);
  return breaking(part, 'is new: clients that wait for another success do not know it', answer.pointer);
}

function headerChanges(before: Place, now: Place, answer: string): PartChange[] {
  const named = (headers: Place): Map<string, Place> =>
    new Map([...members(headers)].map(([name, header]) => [name.toLowerCase(), header]));
  return pairs(named(before), named(now)).flatMap(([name, old, fresh]) => {
    const part = `${answer}, header ${name}`;
    if (fresh === undefined) return [breaking(part, 'is gone', now.pointer)];
    if (old === undefined) return [compatible(part, 'is new', fresh.pointer)];
    const [was, is] = [old, fresh].map((header) => at(header, 'required').value === true);
    return [
      ...requiredChange(part, was === true, is === true, false, at(fresh, 'required').pointer),
      ...schemaChanges(at(old, 'schema'), at(fresh, 'schema'), part, 'answer'),
    ];
  });
}

/** What API Gateway tells browsers that they may send (https://fetch.spec.whatwg.org/#http-cors-protocol). */
function preflightChanges(before: Place, now: Place): PartChange[] {
  return pairs(allowed(before), allowed(now)).flatMap(([name, old, fresh]) => {
    const { pointer } = fresh ?? at(now, 'x-amazon-apigateway-integration');
    const part = `preflight, ${name}`;
    if (old === undefined) return [compatible(part, 'is new', pointer)];
    const [was, is] = [listOf(old), fresh === undefined ? [] : listOf(fresh)];
    const gone = is.includes('*') ? [] : was.filter((entry) => !is.includes(entry));
    const added = is.filter((entry) => !was.includes(entry));
    return [
      ...(gone.length > 0 ? [breaking(part, `has no ${gone.join(', ')} any more`, pointer)] : []),
      ...(added.length > 0 ? [compatible(part, `has ${added.join(', ')} now`, pointer)] : []),
    ];
  });
}

/** The CORS headers of a mock integration that are lists of what is allowed. */
function allowed(operation: Place): Map<string, Place> {
  const answers = members(at(operation, 'x-amazon-apigateway-integration', 'responses'));
  return new Map(
    [...answers.values()].flatMap((answer) =>
      [...members(at(answer, 'responseParameters'))].flatMap(([name, value]) => {
        const [, header] = /^method\.response\.header\.(access-control-allow-\w+)$/i.exec(name) ?? [];
        return header === undefined ? [] : [[header, value] as const];
      }),
    ),
  );
}

function listOf({ value }: Place): string[] {
  return String(value)
    .replaceAll("'", '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase());
}
