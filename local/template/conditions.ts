import { BooleanFunctions } from './boolean-functions.ts';
import type { Evaluator } from './evaluator.ts';
import { describe, textOf, type MapNode, type Position, type TemplateNode } from './node.ts';
import type { Problems } from './problems.ts';

/**
 * The `Conditions` section. Each condition is evaluated once, when it is first asked for.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
 */
export class Conditions {
  readonly #section: MapNode | undefined;
  readonly #problems: Problems;
  readonly #values = new Map<string, boolean>();
  readonly #path: string[] = [];
  #functions: BooleanFunctions | undefined;

  constructor(section: MapNode | undefined, problems: Problems) {
    this.#section = section;
    this.#problems = problems;
  }

  /** @param evaluator resolves the operands; its references must refuse resources */
  use(evaluator: Evaluator): void {
    this.#functions = new BooleanFunctions({
      what: 'condition',
      valueOf: (operand) => evaluator.evaluate(operand),
      problems: this.#problems,
      more: { Condition: (argument, at) => this.#named(argument, at) },
    });
  }

  /** Evaluates every condition, so that mistakes in unused ones are found too. */
  evaluateAll(): void {
    for (const [name, { keyPosition }] of this.#section?.entries ?? []) this.holds(name, keyPosition);
  }

  /** Whether a condition holds; false after a problem was noted. */
  holds(name: string, at: Position): boolean {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const entry = this.#section?.entries.get(name);
    if (!entry) {
      this.#problems.add(at, `There is no condition ${name}.`);
      return false;
    }
    if (this.#path.includes(name)) {
      const path = [...this.#path.slice(this.#path.indexOf(name)), name].join(' -> ');
      this.#problems.add(at, `Conditions depend on each other: ${path}.`);
      return false;
    }
    this.#path.push(name);
    const value = this.#functions?.evaluate(entry.value) === true;
    this.#path.pop();
    this.#values.set(name, value);
    return value;
  }

  #named(argument: TemplateNode, at: Position): boolean {
    const other = textOf(argument);
    if (other !== undefined) return this.holds(other, at);
    this.#problems.add(at, `Condition takes the name of a condition, not ${describe(argument)}.`);
    return false;
  }
}
