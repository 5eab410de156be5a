import { at, members, pairs, rootOf, type Place } from './place.ts';
import { breaking, compatible, type PartChange } from './change.ts';

/**
 * Says in what the answers differ that API Gateway gives by itself: they are part of every operation.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function gatewayResponseChanges(before: unknown, now: unknown): PartChange[] {
  const [old, fresh] = [before, now].map((document) => at(rootOf(document), 'x-amazon-apigateway-gateway-responses'));
  if (old === undefined || fresh === undefined) return [];
  return pairs(members(old), members(fresh)).flatMap(([name, was, is]) => {
    if (is === undefined) return [breaking(name, 'has API Gateway’s own shape now', fresh.pointer)];
    if (was === undefined) return [compatible(name, 'is new', is.pointer)];
    return [
      ...valueChange(name, 'status', at(was, 'statusCode'), at(is, 'statusCode')),
      ...headerChanges(name, at(was, 'responseParameters'), at(is, 'responseParameters')),
      ...bodyChanges(name, at(was, 'responseTemplates'), at(is, 'responseTemplates')),
    ];
  });
}

/** Headers whose values clients and browsers act upon. */
const isActedUpon = (header: string): boolean => /^(content-type|access-control-.*)$/i.test(header);

function headerChanges(name: string, before: Place, now: Place): PartChange[] {
  return pairs(members(before), members(now)).flatMap(([parameter, old, fresh]) => {
    const header = parameter.replace('gatewayresponse.header.', '');
    if (fresh === undefined) return [breaking(name, `has no header ${header} any more`, now.pointer)];
    if (old === undefined) return [compatible(name, `has the header ${header} now`, fresh.pointer)];
    if (!isActedUpon(header)) return [];
    const [was, is] = [old, fresh].map(({ value }) => String(value).replaceAll("'", '').split(','));
    const isMoreExposed = header.startsWith('Access-Control-') && was?.every((entry) => is?.includes(entry)) === true;
    return isMoreExposed ? [] : valueChange(name, header, old, fresh);
  });
}

function bodyChanges(name: string, before: Place, now: Place): PartChange[] {
  return pairs(members(before), members(now)).flatMap(([type, old, fresh]) => {
    if (fresh === undefined) return [breaking(name, `is not ${type} any more`, now.pointer)];
    if (old === undefined) return [compatible(name, `may be ${type}, too`, fresh.pointer)];
    const [was, is] = [old, fresh].map(({ value }) => shapeOf(String(value)));
    const gone = was?.members.filter((member) => is?.members.includes(member) !== true) ?? [];
    return [
      ...(was?.type === is?.type
        ? []
        : [breaking(name, `is a problem of type ${is?.type}, and was ${was?.type}`, fresh.pointer)]),
      ...gone.map((member) => breaking(name, `has no ${member} any more`, fresh.pointer)),
    ];
  });
}

/** What a template makes, as far as it can be told without running it: it is no JSON before. */
function shapeOf(template: string): { readonly type: string; readonly members: readonly string[] } {
  const [, type = 'none'] = /"type"\s*:\s*"([^"]*)"/.exec(template) ?? [];
  return { type, members: [...template.matchAll(/"(\w+)"\s*:/g)].map(([, member = '']) => member) };
}

function valueChange(name: string, what: string, old: Place, fresh: Place): PartChange[] {
  if (old.value === fresh.value) return [];
  return [breaking(name, `${what} is ${String(fresh.value)}, and was ${String(old.value)}`, fresh.pointer)];
}
