import { isObject } from '../../../local/json.ts';
import type { Deployed, DeployedTemplate } from '../deployed-template.ts';

// Who may do what, and to what (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).

/** One statement of a policy, with lists where there may be a single value. */
export interface Statement {
  readonly effect: string;
  /** Who is meant; nobody in the policy of a role, which speaks of the role. */
  readonly principal: unknown;
  readonly actions: readonly string[];
  /** ARNs, as `textOf` writes them. */
  readonly resources: readonly string[];
  /** The ARNs that are the only ones not meant. */
  readonly allBut: readonly string[];
  /** `NotAction` and `NotPrincipal`, where it has them. */
  readonly others: readonly string[];
}

/** An action on more than what the template names, or on nobody knows what. */
export interface WidePlace {
  readonly logicalId: string;
  readonly action: string;
  /** An ARN, or `all but` one. */
  readonly place: string;
}

/**
 * The statements of every policy of a resource: of what a role may do and of who may take it on, and of who may do what to a bucket, a topic and so on.
 * @throws Error when a policy is written in a way that is not read here: nobody would look at it
 */
export function statementsOf({ logicalId, properties }: Deployed): Statement[] {
  const within = (value: unknown, isPolicy: boolean): Statement[] => {
    const statements = isObject(value) ? [value.Statement].flat().filter(isObject) : [];
    if (statements.some(({ Effect: effect }) => effect !== undefined)) return statements.map(statementFrom);
    if (isPolicy) throw new Error(`${logicalId} has a policy without statements: ${JSON.stringify(value)}`);
    if (Array.isArray(value)) return value.flatMap((item) => within(item, false));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, item]) => within(item, key.endsWith('PolicyDocument')));
  };
  return within(properties, false);
}

function statementFrom(statement: Readonly<Record<string, unknown>>): Statement {
  const list = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat());
  return {
    effect: String(statement.Effect),
    principal: statement.Principal,
    actions: list(statement.Action).map(String),
    resources: list(statement.Resource).map(textOf),
    allBut: list(statement.NotResource).map(textOf),
    others: ['NotAction', 'NotPrincipal'].filter((key) => key in statement),
  };
}

/**
 * A text with `${Name}` or `${Name.Attribute}` for what CloudFormation puts there, however the template writes it. What cannot be told from the template
 * is `*`, and so is what it imports.
 */
export function textOf(value: unknown): string {
  // What stands outside of Fn::Sub is no reference, but may be a variable of IAM (`${aws:username}`).
  if (typeof value === 'string') return value.replaceAll('${', '${!');
  if (!isObject(value)) return '*';
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': sub, 'Fn::Join': join } = value;
  if (typeof ref === 'string') return `\${${ref}}`;
  if (attribute !== undefined) return `\${${[attribute].flat().map(String).join('.')}}`;
  if (Array.isArray(join)) {
    const [delimiter, parts] = join as [string, unknown];
    return Array.isArray(parts) ? parts.map(textOf).join(delimiter) : '*';
  }
  const [text, variables] = [sub].flat();
  if (typeof text !== 'string') return '*';
  return text.replaceAll(/\$\{([^!}]+)\}/g, (whole, name: string) =>
    isObject(variables) && name in variables ? textOf(variables[name]) : whole,
  );
}

/** A part of an ARN between colons; `${AWS::Region}` has some of its own. */
const part = String.raw`(?:\$\{[^}]*\}|[^:$]|\$(?!\{))*`;
/** What is before the name of a resource: wildcards may stand for its partition, region and account. */
const beforeName = new RegExp(String.raw`^arn:${part}:[^:*?$]+:${part}:${part}:`);

/**
 * Whether an ARN stands for more than what belongs to the stack: it has wildcards, and before the first of them its name does not name a resource of the
 * stack, its stage or the stack itself, and end there.
 * @param arn as `textOf` writes it
 */
export function isWide(arn: string, template: DeployedTemplate): boolean {
  if (!/[*?]/.test(arn)) return false;
  const name = arn.replace(beforeName, '');
  const first = name.search(/[*?]/);
  return ![...name.matchAll(/\$\{([^}]+)\}/g)].some(({ 0: reference, 1: referent = '', index }) => {
    if (first === -1) return belongsTo(template, referent);
    const end = index + reference.length;
    return end < first && belongsTo(template, referent) && endOf(referent).test(name.slice(end, first));
  });
}

function belongsTo(template: DeployedTemplate, referent: string): boolean {
  if (referent === 'Stage' || referent === 'AWS::StackName') return true;
  return template.resources.some(({ logicalId }) => logicalId === referent.split('.')[0]);
}

/** How a name ends, so that it is not the beginning of another one: stages are letters and digits, other names have more in them. */
const endOf = (referent: string): RegExp => (referent === 'Stage' ? /^[^A-Za-z0-9$]/ : /^[:/]/);

/** What a resource's policies say of more than what belongs to the stack. */
export function widePlacesOf(resource: Deployed, template: DeployedTemplate): WidePlace[] {
  return statementsOf(resource).flatMap(({ actions, resources, allBut }) => {
    const places = [...resources.filter((arn) => isWide(arn, template)), ...allBut.map((arn) => `all but ${arn}`)];
    return actions.flatMap((action) => places.map((place) => ({ logicalId: resource.logicalId, action, place })));
  });
}

/** What is wrong with a resource's policies, whatever reasons there are: what they allow or to whom is not said one by one. */
export function vagueIn(resource: Deployed): string[] {
  return statementsOf(resource).flatMap(({ effect, principal, actions, resources, allBut, others }) => {
    const isRefusal = effect === 'Deny' && principal !== undefined;
    return [
      ...others,
      ...(actions.length === 0 ? ['no Action'] : []),
      // A bucket may refuse everything to everybody.
      ...actions.filter((action) => !isRefusal && !/^[a-z0-9-]+:[A-Z][A-Za-z]+$/.test(action)),
      ...(principal === undefined && resources.length + allBut.length === 0 ? ['no Resource'] : []),
      ...(!isRefusal && /[*?]/.test(JSON.stringify(principal ?? '')) ? ['anybody as Principal'] : []),
    ];
  });
}
