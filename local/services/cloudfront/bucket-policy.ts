import { isObject } from '../../json.ts';
import { memberOf, textOf } from './shapes.ts';

/** Who asks a bucket: a distribution, whose requests are signed. */
export interface Asker {
  /** The ARN of the distribution. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

/** Answers whether the distribution may do something (`s3:GetObject`) with something (the ARN of a bucket or of an object). */
export type MayDo = (action: string, resource: string) => boolean;

const servicePrincipal = 'cloudfront.amazonaws.com';

/** How values are compared with those of a condition. */
const operators: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: (value, wanted) => like(wanted)(value),
  ArnEquals: (value, wanted) => like(wanted)(value),
  ArnLike: (value, wanted) => like(wanted)(value),
  Bool: (value, wanted) => value === wanted.toLowerCase(),
};

/** What conditions may ask for, in lower case. A distribution reads its buckets over TLS. */
const keys = ['aws:sourcearn', 'aws:sourceaccount', 'aws:securetransport'];

/** What in the policy of a bucket that a distribution reads cannot be evaluated here. */
export function policyProblems(document: unknown): string[] {
  return statementsOf(document).flatMap((statement) => [
    ...['NotAction', 'NotResource', 'NotPrincipal']
      .filter((name) => memberOf(statement, name) !== undefined)
      .map((name) => `PolicyDocument with ${name} is not simulated locally`),
    ...conditionsOf(statement).flatMap(({ operator, key }) => [
      ...(Object.hasOwn(operators, operator)
        ? []
        : [`PolicyDocument with the condition ${operator} is not simulated locally`]),
      ...(keys.includes(key.toLowerCase())
        ? []
        : [`PolicyDocument with a condition on ${key} is not simulated locally`]),
    ]),
  ]);
}

/**
 * What the policies of a bucket let a distribution do: what one statement allows and none denies.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function permissions(documents: readonly unknown[], { sourceArn, sourceAccount }: Asker): MayDo {
  const context = new Map([
    ['aws:sourcearn', sourceArn],
    ['aws:sourceaccount', sourceAccount],
    ['aws:securetransport', 'true'],
  ]);
  const statements = documents.flatMap(statementsOf).filter((statement) => isForUs(statement, context));
  return (action, resource) => {
    const about = statements.filter(
      (statement) =>
        // The names of actions are compared without regard to case.
        textsOf(statement.Action).some((text) => like(text.toLowerCase())(action.toLowerCase())) &&
        textsOf(statement.Resource).some((text) => like(text)(resource)),
    );
    return about.some(({ Effect }) => Effect === 'Allow') && !about.some(({ Effect }) => Effect === 'Deny');
  };
}

function isForUs(statement: Record<string, unknown>, context: ReadonlyMap<string, string>): boolean {
  const { Principal: principal } = statement;
  const services = principal === '*' ? ['*'] : [...textsOf(memberOf(principal, 'Service')), ...everybody(principal)];
  if (!services.some((service) => service === '*' || service === servicePrincipal)) return false;
  return conditionsOf(statement).every(({ operator, key, values }) => {
    const value = context.get(key.toLowerCase()) ?? '';
    return values.some((wanted) => operators[operator]?.(value, wanted) ?? false);
  });
}

/** `{"AWS": "*"}` is everybody, as `"*"` is. */
function everybody(principal: unknown): string[] {
  return textsOf(memberOf(principal, 'AWS')).filter((name) => name === '*');
}

function statementsOf(document: unknown): Record<string, unknown>[] {
  return [memberOf(document, 'Statement')].flat().filter(isObject);
}

function conditionsOf(statement: unknown): { operator: string; key: string; values: string[] }[] {
  const condition = memberOf(statement, 'Condition');
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, tests]) =>
    Object.entries(isObject(tests) ? tests : {}).map(([key, values]) => ({ operator, key, values: textsOf(values) })),
  );
}

function textsOf(value: unknown): string[] {
  if (value === undefined) return [];
  return [value].flat().map((text) => (typeof text === 'boolean' ? String(text) : textOf(text)));
}

function like(pattern: string): (text: string) => boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${escaped.replace(/\*+/g, '.*').replaceAll('?', '.')}$`, 's');
  return (text) => expression.test(text);
}
