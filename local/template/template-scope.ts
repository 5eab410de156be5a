import type { Json, JsonObject } from '../json.ts';
import { pseudoParameter, type Account } from './account.ts';
import type { Conditions } from './conditions.ts';
import type { Declaration } from './declarations.ts';
import { Evaluator } from './evaluator.ts';
import { generatedBy, generatedForStack, type Generated } from './generated.ts';
import { identityOf, type Identity } from './identities.ts';
import type { Includes } from './include.ts';
import { Naming } from './naming.ts';
import { textOf, type MapNode, type Position, type TemplateNode } from './node.ts';
import type { Parameter } from './parameters.ts';
import type { Problems } from './problems.ts';
import type { References } from './references.ts';

/** What names in a template can refer to, before its resources are resolved. */
export interface ScopeParts {
  readonly account: Account;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly mappings: MapNode | undefined;
  readonly conditions: Conditions;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly includes: Includes;
  readonly problems: Problems;
}

/** Looks up what intrinsic functions refer to, and remembers which resources were referred to. */
export class TemplateScope implements References {
  readonly #parts: ScopeParts;
  readonly #identities = new Map<string, Identity | undefined>();
  /** What is being named right now, outermost first. */
  readonly #path: string[] = [];
  readonly evaluator: Evaluator;
  #used = new Map<string, Position>();

  constructor(parts: ScopeParts) {
    this.#parts = parts;
    this.evaluator = new Evaluator(this, parts.problems);
    const { conditions } = parts;
    conditions.use(new Evaluator(this.#withoutResources(), parts.problems));
  }

  /** Whether the resource exists in this stack. */
  exists(declaration: Declaration): boolean {
    const { condition } = declaration;
    return condition === undefined || this.condition(condition.name, condition.position);
  }

  /** Resolves a map, and tells which resources it refers to, with the place of the first reference. */
  resolve(node: MapNode | undefined): { value: JsonObject; uses: ReadonlyMap<string, Position> } {
    this.#used = new Map();
    const value = node ? this.evaluator.evaluateMap(node) : {};
    return { value, uses: this.#used };
  }

  /** The identity of a resource of the template; undefined after a problem was noted. */
  identity(logicalId: string, at: Position): Identity | undefined {
    if (this.#identities.has(logicalId)) return this.#identities.get(logicalId);
    const declaration = this.#parts.declarations.get(logicalId);
    const identify = declaration && identityOf(declaration.type);
    if (!declaration || !identify) return undefined;
    const made = this.#once(logicalId, at, () => identify(this.#naming(declaration)));
    this.#identities.set(logicalId, made);
    return made;
  }

  ref(name: string, at: Position): Json | undefined {
    const { parameters, declarations, account, problems } = this.#parts;
    if (name === 'AWS::NoValue') return undefined;
    if (name.startsWith('AWS::')) {
      return pseudoParameter(account, name) ?? problems.refuse(at, `The pseudo parameter ${name} is not simulated.`);
    }
    const parameter = parameters.get(name);
    if (parameter) return parameter.value;
    const declaration = declarations.get(name);
    if (declaration) return this.#refOf(declaration, at);
    const generated = this.#generated(name, at);
    if (generated) return generated.ref;
    const forStack = this.#deploys() ? generatedForStack(name, account) : undefined;
    if (forStack !== undefined) return forStack;
    return problems.refuse(at, `There is no parameter or resource ${name}.${this.#hint(name)}`);
  }

  #refOf(declaration: Declaration, at: Position): string | undefined {
    const identity = this.#use(declaration, at);
    if (identity?.ref !== '') return identity?.ref;
    const reason = `Ref of ${declaration.logicalId} is what its function will answer, which is not simulated.`;
    return this.#parts.problems.refuse(at, reason);
  }

  attribute(logicalId: string, attribute: string, at: Position): Json | undefined {
    const { declarations, problems } = this.#parts;
    const generatedRef = this.#generated(`${logicalId}.${attribute}`, at);
    if (generatedRef) return generatedRef.ref;
    const declaration = declarations.get(logicalId);
    const identity = declaration ? this.#use(declaration, at) : this.#generated(logicalId, at);
    if (!identity) {
      return declaration
        ? undefined
        : problems.refuse(at, `There is no resource ${logicalId}.${this.#hint(logicalId)}`);
    }
    if (Object.hasOwn(identity.attributes, attribute)) {
      return this.#once(`${logicalId}.${attribute}`, at, () => identity.attributes[attribute]);
    }
    const known = Object.keys(identity.attributes).join(', ') || 'none';
    const what = declaration ? `${logicalId} (${declaration.type})` : logicalId;
    return problems.refuse(at, `The attribute ${attribute} of ${what} is not simulated; known are: ${known}.`);
  }

  condition(name: string, at: Position): boolean {
    return this.#parts.conditions.holds(name, at);
  }

  mapped(map: string, first: string, second: string, at: Position): Json | undefined {
    const { mappings, problems } = this.#parts;
    let node: TemplateNode | undefined = mappings;
    for (const [depth, key] of [map, first, second].entries()) {
      node = node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
      if (node) continue;
      const where = depth === 0 ? 'Mappings' : `the mapping ${[map, first].slice(0, depth).join('.')}`;
      return problems.refuse(at, `Fn::FindInMap: there is no ${key} in ${where}.`);
    }
    return node && this.evaluator.evaluate(node);
  }

  transform(name: string, parameters: Json | undefined, at: Position): TemplateNode | undefined {
    return this.#parts.includes.transform(name, parameters, at);
  }

  #use(declaration: Declaration, at: Position): Identity | undefined {
    const { logicalId, condition } = declaration;
    if (!this.exists(declaration)) {
      const reason = `${logicalId} exists only when the condition ${condition?.name ?? ''} holds, and it does not.`;
      return this.#parts.problems.refuse(at, reason);
    }
    if (!this.#used.has(logicalId)) this.#used.set(logicalId, at);
    return this.identity(logicalId, at);
  }

  #naming(declaration: Declaration): Naming {
    return new Naming(this.#parts.account, declaration.logicalId, (property) => {
      const node = declaration.properties.entries.get(property)?.value;
      if (!node) return undefined;
      // What a name is made from is no dependency of whoever asks for the name.
      const used = this.#used;
      this.#used = new Map();
      const value = this.evaluator.evaluate(node);
      this.#used = used;
      return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
    });
  }

  #generated(name: string, at: Position): Identity | undefined {
    for (const declaration of this.#parts.declarations.values()) {
      const { logicalId, type, properties } = declaration;
      if (!name.startsWith(logicalId) || name === logicalId || !this.exists(declaration)) continue;
      const candidates = generatedBy(
        type,
        this.#naming(declaration),
        (property) => properties.entries.has(property),
        () => this.identity(logicalId, at) ?? { ref: '', attributes: {} },
      );
      const found: Generated | undefined = candidates.find((candidate) => candidate.names.includes(name));
      if (!found) continue;
      if (!this.#used.has(logicalId)) this.#used.set(logicalId, at);
      return found.identity();
    }
    return undefined;
  }

  /** Whether some function is brought to its callers by CodeDeploy. */
  #deploys(): boolean {
    return [...this.#parts.declarations.values()].some(({ properties }) =>
      properties.entries.has('DeploymentPreference'),
    );
  }

  /** Runs `make` unless it is running already: then names depend on each other. */
  #once<T>(key: string, at: Position, make: () => T): T | undefined {
    const start = this.#path.indexOf(key);
    if (start >= 0) {
      const path = [...this.#path.slice(start), key].join(' -> ');
      return this.#parts.problems.refuse(at, `Names depend on each other: ${path}.`);
    }
    this.#path.push(key);
    const made = make();
    this.#path.pop();
    return made;
  }

  #hint(name: string): string {
    const source = /^(.*)Version$/.exec(name)?.[1];
    if (source === undefined || !this.#parts.declarations.has(source)) return '';
    return ` SAM appends a hash to the version's logical id: write ${source}.Version.`;
  }

  /** Conditions are decided before there are resources. */
  #withoutResources(): References {
    const { parameters, problems } = this.#parts;
    const refuse = (name: string, at: Position): undefined => {
      problems.add(at, `A condition may refer to parameters and mappings, and ${name} is neither.`);
    };
    return {
      ref: (name, at) => (name.startsWith('AWS::') || parameters.has(name) ? this.ref(name, at) : refuse(name, at)),
      attribute: (logicalId, attribute, at) => refuse(`${logicalId}.${attribute}`, at),
      condition: (name, at) => {
        problems.add(at, `Fn::If (${name}) may not be used in Conditions.`);
        return false;
      },
      mapped: (map, first, second, at) => this.mapped(map, first, second, at),
      transform: (name, _parameters, at) => refuse(name, at),
    };
  }
}

/** The section of a template; a section that is no map is noted as a problem. */
export function section(root: MapNode, name: string, problems: Problems): MapNode | undefined {
  const value = root.entries.get(name)?.value;
  if (value === undefined || value.kind === 'map') return value;
  return problems.refuse(value.position, `${name} must be a map${textOf(value) === undefined ? '' : ', not text'}.`);
}
