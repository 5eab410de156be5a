import type { Json } from '../json.ts';
import { pseudoParameter, type Account } from './account.ts';
import { BooleanFunctions } from './boolean-functions.ts';
import { describe, textOf, type MapNode, type Position, type TemplateNode } from './node.ts';
import type { Parameter } from './parameters.ts';
import type { Problems } from './problems.ts';
import { callOf } from './references.ts';

/**
 * The `Rules` section: what the values of parameters have to be together. An assertion that is false is noted as a problem, with its
 * description. Functions that ask AWS about a parameter (`Fn::ValueOf`, `Fn::RefAll` and the like) need parameters of AWS's own types, which
 * are not simulated.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function checkRules(
  section: MapNode | undefined,
  parameters: ReadonlyMap<string, Parameter>,
  account: Account,
  problems: Problems,
): void {
  const rules = new Rules(parameters, account, problems);
  for (const [name, { keyPosition, value }] of section?.entries ?? []) rules.check(name, value, keyPosition);
}

class Rules {
  readonly #parameters: ReadonlyMap<string, Parameter>;
  readonly #account: Account;
  readonly #problems: Problems;
  readonly #functions: BooleanFunctions;

  constructor(parameters: ReadonlyMap<string, Parameter>, account: Account, problems: Problems) {
    this.#parameters = parameters;
    this.#account = account;
    this.#problems = problems;
    this.#functions = new BooleanFunctions({
      what: 'part of a rule',
      valueOf: (operand) => this.#valueOf(operand),
      problems,
      more: { 'Fn::Contains': (argument, at) => this.#contains(argument, at) },
    });
  }

  check(name: string, rule: TemplateNode, at: Position): void {
    const assertions = this.#entriesOf(rule, ['RuleCondition', 'Assertions'])?.get('Assertions')?.value;
    if (rule.kind !== 'map' || assertions?.kind !== 'list' || assertions.items.length === 0) {
      this.#problems.add(at, `Rule ${name} has no list of Assertions.`);
      return;
    }
    const condition = rule.entries.get('RuleCondition')?.value;
    const applies = condition === undefined || this.#functions.evaluate(condition);
    for (const assertion of assertions.items) this.#checkAssertion(name, assertion, applies);
  }

  #checkAssertion(name: string, assertion: TemplateNode, applies: boolean): void {
    const entries = this.#entriesOf(assertion, ['Assert', 'AssertDescription']);
    const assert = entries?.get('Assert');
    if (!assert) {
      this.#problems.add(assertion.position, `An assertion of rule ${name} has no Assert.`);
      return;
    }
    const before = this.#problems.count;
    const holds = this.#functions.evaluate(assert.value);
    if (holds || !applies || this.#problems.count > before) return;
    const description = textOf(entries?.get('AssertDescription')?.value) ?? 'its assertion does not hold.';
    this.#problems.add(assert.keyPosition, `Rule ${name}: ${description}`);
  }

  /** The entries of a map; others than the known ones are noted as problems. */
  #entriesOf(node: TemplateNode, known: readonly string[]): MapNode['entries'] | undefined {
    if (node.kind !== 'map') return undefined;
    for (const [key, { keyPosition }] of node.entries) {
      if (!known.includes(key))
        this.#problems.add(keyPosition, `A rule has no ${key} here; known are ${known.join(', ')}.`);
    }
    return node.entries;
  }

  #contains(argument: TemplateNode, at: Position): boolean {
    const [list, text] = this.#functions.operands('Fn::Contains', argument, at, 2, 2);
    if (!list || !text) return false;
    const items = list.kind === 'list' ? list.items.map((item) => this.#functions.value(item)) : this.#valueOf(list);
    if (Array.isArray(items)) return items.includes(this.#functions.value(text));
    this.#problems.add(at, 'Fn::Contains takes a list of texts, and a text.');
    return false;
  }

  /** Rules compare text with parameters; nothing else can be said in them. */
  #valueOf(operand: TemplateNode): Json | undefined {
    if (operand.kind === 'scalar') return operand.value;
    const call = operand.kind === 'map' ? callOf(operand) : undefined;
    const name = call?.name === 'Ref' ? textOf(call.argument) : undefined;
    if (name === undefined) {
      const reason = `A rule compares text and parameters (Ref), and takes no ${call?.name ?? describe(operand)} here.`;
      return this.#problems.refuse(operand.position, reason);
    }
    const value = this.#parameters.get(name)?.value ?? pseudoParameter(this.#account, name);
    return value ?? this.#problems.refuse(operand.position, `A rule may refer to parameters, and ${name} is none.`);
  }
}
