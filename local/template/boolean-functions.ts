import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../json.ts';
import { describe, type Position, type TemplateNode } from './node.ts';
import type { Problems } from './problems.ts';

/** A function that is true or false. @param at its name's place */
export type BooleanFunction = (argument: TemplateNode, at: Position) => boolean;

/** What is evaluated, and where. */
export interface BooleanPlace {
  /** What is true or false, for messages: "condition". */
  readonly what: string;
  /** Resolves an operand; undefined after a problem was noted. */
  readonly valueOf: (operand: TemplateNode) => Json | undefined;
  readonly problems: Problems;
  /** What is known there beside `Fn::Equals`, `Fn::And`, `Fn::Or` and `Fn::Not`, by name. */
  readonly more: Readonly<Record<string, BooleanFunction>>;
}

/** The functions that are true or false, as conditions and rules have them. */
export class BooleanFunctions {
  readonly #place: BooleanPlace;
  readonly #functions: ReadonlyMap<string, BooleanFunction>;

  constructor(place: BooleanPlace) {
    this.#place = place;
    this.#functions = new Map<string, BooleanFunction>([
      [
        'Fn::Equals',
        (argument, at) => {
          const [left, right] = this.operands('Fn::Equals', argument, at, 2, 2).map((item) => this.value(item));
          return isDeepStrictEqual(left, right);
        },
      ],
      ['Fn::And', (argument, at) => this.#all('Fn::And', argument, at).every(Boolean)],
      ['Fn::Or', (argument, at) => this.#all('Fn::Or', argument, at).some(Boolean)],
      ['Fn::Not', (argument, at) => this.operands('Fn::Not', argument, at, 1, 1).every((item) => !this.evaluate(item))],
      ...Object.entries(place.more),
    ]);
  }

  /** Whether it is true; false after a problem was noted. */
  evaluate(node: TemplateNode): boolean {
    const { what, problems } = this.#place;
    const [entry] = node.kind === 'map' && node.entries.size === 1 ? node.entries : [];
    if (!entry) {
      problems.add(node.position, `A ${what} is one of ${this.#known}, not ${describe(node)}.`);
      return false;
    }
    const [name, { keyPosition, value: argument }] = entry;
    const evaluate = this.#functions.get(name);
    if (evaluate) return evaluate(argument, keyPosition);
    problems.add(keyPosition, `${name} is no ${what}: use ${this.#known}.`);
    return false;
  }

  /** The operands of a function; none after a problem was noted. */
  operands(
    name: string,
    argument: TemplateNode,
    at: Position,
    minimum: number,
    maximum: number,
  ): readonly TemplateNode[] {
    const items = argument.kind === 'list' ? argument.items : [];
    if (items.length >= minimum && items.length <= maximum) return items;
    const count = minimum === maximum ? String(minimum) : `${minimum} to ${maximum}`;
    this.#place.problems.add(at, `${name} takes a list of ${count}.`);
    return [];
  }

  /** The value of an operand. Parameters are text to CloudFormation, so `Fn::Equals: [!Ref Count, 1]` compares text. */
  value(node: TemplateNode): Json | undefined {
    const value = this.#place.valueOf(node);
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  }

  get #known(): string {
    return [...this.#functions.keys()].join(', ');
  }

  /** Every one is evaluated, so that mistakes in the last are found as well. */
  #all(name: string, argument: TemplateNode, at: Position): boolean[] {
    return this.operands(name, argument, at, 2, 10).map((item) => this.evaluate(item));
  }
}
