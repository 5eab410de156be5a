import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../json.ts';
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
  #evaluator: Evaluator | undefined;

  constructor(section: MapNode | undefined, problems: Problems) {
    this.#section = section;
    this.#problems = problems;
  }

  /** @param evaluator resolves the operands; its references must refuse resources */
  use(evaluator: Evaluator): void {
    this.#evaluator = evaluator;
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
    const value = this.#evaluate(entry.value);
    this.#path.pop();
    this.#values.set(name, value);
    return value;
  }

  #evaluate(node: TemplateNode): boolean {
    const [entry] = node.kind === 'map' && node.entries.size === 1 ? node.entries : [];
    if (!entry) {
      this.#problems.add(node.position, `A condition is one of Fn::Equals, Fn::And, …, not ${describe(node)}.`);
      return false;
    }
    const [name, { keyPosition, value: argument }] = entry;
    switch (name) {
      case 'Condition': {
        const other = textOf(argument);
        if (other !== undefined) return this.holds(other, keyPosition);
        this.#problems.add(keyPosition, `Condition takes the name of a condition, not ${describe(argument)}.`);
        return false;
      }
      case 'Fn::Equals': {
        const [left, right] = this.#operands(name, argument, keyPosition, 2, 2).map((item) => this.#value(item));
        return isDeepStrictEqual(left, right);
      }
      case 'Fn::Not':
        return this.#operands(name, argument, keyPosition, 1, 1).every((item) => !this.#evaluate(item));
      case 'Fn::And':
        return this.#operands(name, argument, keyPosition, 2, 10)
          .map((item) => this.#evaluate(item))
          .every(Boolean);
      case 'Fn::Or':
        return this.#operands(name, argument, keyPosition, 2, 10)
          .map((item) => this.#evaluate(item))
          .some(Boolean);
      default:
        this.#problems.add(
          keyPosition,
          `${name} is no condition: use Fn::Equals, Fn::And, Fn::Or, Fn::Not, Condition.`,
        );
        return false;
    }
  }

  #operands(name: string, argument: TemplateNode, at: Position, minimum: number, maximum: number) {
    const items = argument.kind === 'list' ? argument.items : [];
    if (items.length >= minimum && items.length <= maximum) return items;
    const count = minimum === maximum ? String(minimum) : `${minimum} to ${maximum}`;
    this.#problems.add(at, `${name} takes a list of ${count}.`);
    return [];
  }

  /** Parameters are text to CloudFormation, so `Fn::Equals: [!Ref Count, 1]` compares text. */
  #value(node: TemplateNode): Json | undefined {
    const value = this.#evaluator?.evaluate(node);
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  }
}
