import type { Json, JsonObject } from '../json.ts';
import { describe, type ListNode, type MapNode, type TemplateNode } from './node.ts';
import type { Problems } from './problems.ts';
import { callOf, type Call, type References } from './references.ts';
import { substitute } from './substitute.ts';

/** Functions that belong into `Conditions`. */
const conditionFunctions = ['Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not'];

/**
 * Turns nodes of a template into plain JSON: resolves every intrinsic function, drops what is `AWS::NoValue`.
 * What cannot be resolved is noted as a problem and left out.
 */
export class Evaluator {
  readonly #references: References;
  readonly #problems: Problems;

  readonly #functions: Readonly<Record<string, (call: Call) => Json | undefined>> = {
    Ref: (call) => {
      const name = this.#string(call, call.argument);
      return name === undefined ? undefined : this.#references.ref(name, call.position);
    },
    'Fn::GetAtt': (call) => this.#getAtt(call),
    'Fn::Sub': (call) => this.#sub(call),
    'Fn::Join': (call) => this.#join(call),
    'Fn::Select': (call) => this.#select(call),
    'Fn::Split': (call) => this.#split(call),
    'Fn::If': (call) => this.#if(call),
    'Fn::FindInMap': (call) => this.#findInMap(call),
    'Fn::Transform': (call) => this.#transform(call),
  };

  constructor(references: References, problems: Problems) {
    this.#references = references;
    this.#problems = problems;
  }

  /** @returns undefined for `AWS::NoValue`, and after a problem was noted */
  evaluate(node: TemplateNode): Json | undefined {
    if (node.kind === 'scalar') return node.value;
    if (node.kind === 'list') return this.#list(node);
    const call = callOf(node);
    return call ? this.#call(call) : this.evaluateMap(node);
  }

  /** The entries of a map that is no intrinsic function. */
  evaluateMap(node: MapNode): JsonObject {
    const object: JsonObject = {};
    if (node.shortForm === '!Condition') this.#problems.add(node.position, '!Condition belongs into Conditions.');
    for (const [key, entry] of node.entries) {
      if (key.startsWith('Fn::')) {
        this.#problems.add(entry.keyPosition, `${key} must be the only key of its map.`);
        continue;
      }
      const value = this.evaluate(entry.value);
      // Not an assignment: a key may be `__proto__`.
      if (value !== undefined) {
        Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
      }
    }
    return object;
  }

  #list(node: ListNode): Json[] {
    return node.items.map((item) => this.evaluate(item)).filter((item) => item !== undefined);
  }

  #call(call: Call): Json | undefined {
    const resolve = Object.hasOwn(this.#functions, call.name) ? this.#functions[call.name] : undefined;
    if (resolve) return resolve(call);
    const reason = conditionFunctions.includes(call.name) ? 'may only be used in Conditions' : 'is not simulated';
    return this.#problems.refuse(call.position, `${call.name} ${reason}.`);
  }

  #getAtt(call: Call): Json | undefined {
    const { argument } = call;
    const parts = argument.kind === 'list' ? this.#list(argument) : [this.#string(call, argument)];
    const path = parts.map((part) => (typeof part === 'string' ? part : '')).join('.');
    const dot = path.indexOf('.');
    if (dot < 1 || dot === path.length - 1) {
      return this.#problems.refuse(call.position, 'Fn::GetAtt takes a logical id and the name of an attribute.');
    }
    return this.#references.attribute(path.slice(0, dot), path.slice(dot + 1), call.position);
  }

  #sub(call: Call): string | undefined {
    const [template, variables] = call.argument.kind === 'list' ? call.argument.items : [call.argument];
    if (template?.kind !== 'scalar' || typeof template.value !== 'string' || (variables && variables.kind !== 'map')) {
      return this.#problems.refuse(
        call.position,
        'Fn::Sub takes a text, or a list of a text and a map of its variables.',
      );
    }
    const values = variables?.kind === 'map' ? this.evaluateMap(variables) : {};
    return substitute(template.value, template.position, values, this.#references, this.#problems);
  }

  #join(call: Call): string | undefined {
    const [delimiter, list] = this.#arguments(call, 2);
    const items = list && this.evaluate(list);
    const separator = delimiter && this.#string(call, delimiter);
    if (separator === undefined || items === undefined) return undefined;
    if (!Array.isArray(items)) return this.#problems.refuse(call.position, 'Fn::Join takes a delimiter and a list.');
    return items.map((item) => this.#scalar(call, item)).join(separator);
  }

  #select(call: Call): Json | undefined {
    const [position, list] = this.#arguments(call, 2);
    const index = position && this.evaluate(position);
    const items = list && this.evaluate(list);
    if (index === undefined || items === undefined) return undefined;
    const number = typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : index;
    if (!Array.isArray(items) || typeof number !== 'number' || !Number.isInteger(number)) {
      return this.#problems.refuse(call.position, 'Fn::Select takes an index and a list.');
    }
    const item = items[number];
    if (item !== undefined) return item;
    return this.#problems.refuse(call.position, `Fn::Select: there is no item ${number} in a list of ${items.length}.`);
  }

  #split(call: Call): string[] | undefined {
    const [delimiter, source] = this.#arguments(call, 2);
    const separator = delimiter && this.#string(call, delimiter);
    const text = source && this.#string(call, source);
    if (separator === undefined || text === undefined) return undefined;
    if (separator === '') return this.#problems.refuse(call.position, 'Fn::Split takes a delimiter that is not empty.');
    return text.split(separator);
  }

  #if(call: Call): Json | undefined {
    const [condition, whenTrue, whenFalse] = this.#arguments(call, 3);
    if (!condition || !whenTrue || !whenFalse) return undefined;
    if (condition.kind !== 'scalar' || typeof condition.value !== 'string') {
      return this.#problems.refuse(
        condition.position,
        `Fn::If takes the name of a condition, not ${describe(condition)}.`,
      );
    }
    return this.evaluate(this.#references.condition(condition.value, condition.position) ? whenTrue : whenFalse);
  }

  #findInMap(call: Call): Json | undefined {
    const [map, first, second] = this.#arguments(call, 3).map((argument) => this.#string(call, argument));
    if (map === undefined || first === undefined || second === undefined) return undefined;
    return this.#references.mapped(map, first, second, call.position);
  }

  #transform(call: Call): Json | undefined {
    const { argument } = call;
    const name = argument.kind === 'map' ? argument.entries.get('Name')?.value : undefined;
    const parameters = argument.kind === 'map' ? argument.entries.get('Parameters')?.value : undefined;
    if (name?.kind !== 'scalar' || typeof name.value !== 'string') {
      return this.#problems.refuse(call.position, 'Fn::Transform takes a Name and Parameters.');
    }
    const included = this.#references.transform(name.value, parameters && this.evaluate(parameters), call.position);
    return included && this.evaluate(included);
  }

  /** The arguments of a function that takes a list of a fixed length; empty after a problem was noted. */
  #arguments(call: Call, count: number): readonly TemplateNode[] {
    if (call.argument.kind === 'list' && call.argument.items.length === count) return call.argument.items;
    this.#problems.add(call.position, `${call.name} takes a list of ${count}, not ${describe(call.argument)}.`);
    return [];
  }

  #string(call: Call, node: TemplateNode): string | undefined {
    const value = this.evaluate(node);
    return value === undefined ? undefined : this.#scalar(call, value);
  }

  #scalar(call: Call, value: Json): string | undefined {
    if (value !== null && typeof value !== 'object') return String(value);
    return this.#problems.refuse(call.position, `${call.name} takes text here, not ${JSON.stringify(value)}.`);
  }
}
