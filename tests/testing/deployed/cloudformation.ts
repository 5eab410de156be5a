import { isObject } from '../../../local/json.ts';

/** A template as CloudFormation takes it: JSON in which a function is an object with one key. */
export interface CloudFormation {
  readonly Parameters: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, CloudFormationResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Description: string }>>;
}

export interface CloudFormationResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, any>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly UpdatePolicy?: Readonly<Record<string, any>>;
}

/** What an `Fn::If` leaves out. */
const nothing = Symbol('AWS::NoValue');

/** Decides what depends on parameters: the resources that there are, and every `Fn::If`. References to resources stay as they are. */
export class Evaluation {
  readonly #template: CloudFormation;
  readonly #parameters: Readonly<Record<string, string>>;

  /** @param parameters values by name; the others have their defaults */
  constructor(template: CloudFormation, parameters: Readonly<Record<string, string>>) {
    this.#template = template;
    this.#parameters = parameters;
  }

  resources(): ReadonlyMap<string, CloudFormationResource> {
    const there = Object.entries(this.#template.Resources).filter(
      ([, { Condition: condition }]) => condition === undefined || this.#holds({ Condition: condition }),
    );
    return new Map(there.map(([logicalId, resource]) => [logicalId, this.#value(resource) as CloudFormationResource]));
  }

  #value(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((item) => this.#value(item)).filter((item) => item !== nothing);
    if (!isObject(node)) return node;
    if ('Fn::If' in node) {
      const [condition, yes, no] = node['Fn::If'] as [string, unknown, unknown];
      return this.#value(this.#holds({ Condition: condition }) ? yes : no);
    }
    if (node.Ref === 'AWS::NoValue') return nothing;
    if (typeof node.Ref === 'string') return this.#parameter(node.Ref) ?? node;
    const entries = Object.entries(node).map(([key, item]) => [key, this.#value(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== nothing));
  }

  #parameter(name: string): string | number | undefined {
    const declared = this.#template.Parameters[name];
    if (declared === undefined) return undefined;
    const value = String(this.#parameters[name] ?? declared.Default);
    return declared.Type === 'Number' ? Number(value) : value;
  }

  #holds(condition: unknown): boolean {
    const [[name, argument] = ['', undefined]] = Object.entries(condition as Record<string, unknown>);
    const all = (): boolean[] => (argument as unknown[]).map((one) => this.#holds(one));
    if (name === 'Condition') return this.#holds(this.#template.Conditions[String(argument)]);
    if (name === 'Fn::Not') return !all()[0];
    if (name === 'Fn::And') return all().every(Boolean);
    if (name === 'Fn::Or') return all().some(Boolean);
    if (name !== 'Fn::Equals') throw new Error(`A condition is ${JSON.stringify(condition)}.`);
    const [left, right] = (argument as unknown[]).map((one) => String(this.#value(one)));
    return left === right;
  }
}

/** Everything that a value refers to, wherever in it: by `Ref`, by an attribute, or within a text. */
export function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value;
  if (typeof ref === 'string') return [ref];
  if (typeof attribute === 'string') return attribute.split('.').slice(0, 1);
  if (Array.isArray(attribute)) return attribute.filter((part) => typeof part === 'string').slice(0, 1);
  const [template, ...variables] = [text].flat();
  const inText =
    typeof template === 'string'
      ? [...template.matchAll(/\$\{([^!.}][^.}]*)[^}]*\}/g)].map(([, name = '']) => name)
      : [];
  return [...inText, ...(text === undefined ? Object.values(value) : variables).flatMap(references)];
}
