import type { Json } from '../../../json.ts';
import { JsonPathError, parseJsonPath } from './json-path.ts';
import type { JsonPath } from './json-path.ts';

/** An argument of an intrinsic function, or a whole call. */
export type IntrinsicNode =
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly IntrinsicNode[];
      readonly text: string;
    }
  | { readonly kind: 'path'; readonly path: JsonPath }
  /** `raw` still has its backslashes, which `States.Format` needs. */
  | { readonly kind: 'text'; readonly value: string; readonly raw: string }
  | { readonly kind: 'literal'; readonly value: Json };

/** Every intrinsic function, with how many arguments it takes. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
const argumentCounts: Readonly<Record<string, readonly [number, number]>> = {
  'States.Array': [0, Infinity],
  'States.ArrayContains': [2, 2],
  'States.ArrayGetItem': [2, 2],
  'States.ArrayLength': [1, 1],
  'States.ArrayPartition': [2, 2],
  'States.ArrayRange': [3, 3],
  'States.ArrayUnique': [1, 1],
  'States.Base64Decode': [1, 1],
  'States.Base64Encode': [1, 1],
  'States.Format': [1, Infinity],
  'States.Hash': [2, 2],
  'States.JsonMerge': [3, 3],
  'States.JsonToString': [1, 1],
  'States.MathAdd': [2, 2],
  'States.MathRandom': [2, 3],
  'States.StringSplit': [2, 2],
  'States.StringToJson': [1, 1],
  'States.UUID': [0, 0],
};

/** Reads a call of an intrinsic function. @throws JsonPathError that says what is wrong with it */
export function parseIntrinsic(text: string): IntrinsicNode {
  const reader = new Reader(text);
  const node = reader.call();
  reader.end();
  return node;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  call(): IntrinsicNode {
    const start = this.#at;
    const name = this.#take(/\s*(States\.\w+)\s*\(/y)?.[1] ?? '';
    if (name === '') this.#fail('a call of an intrinsic function was expected');
    const counts = Object.hasOwn(argumentCounts, name) ? argumentCounts[name] : undefined;
    if (counts === undefined) return this.#fail(`${name} is not an intrinsic function`);
    const given: IntrinsicNode[] = [];
    if (this.#take(/\s*\)/y) === null) {
      do given.push(this.#argument());
      while (this.#take(/\s*,/y) !== null);
      if (this.#take(/\s*\)/y) === null) this.#fail('a comma or ) was expected');
    }
    const [least, most] = counts;
    if (given.length < least || given.length > most) {
      this.#fail(`${name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${given.length}`);
    }
    return { kind: 'call', name, arguments: given, text: this.#text.slice(start, this.#at).trim() };
  }

  end(): void {
    if (this.#text.slice(this.#at).trim() !== '') this.#fail('nothing more was expected');
  }

  #argument(): IntrinsicNode {
    this.#take(/\s*/y);
    if (this.#text.startsWith('States.', this.#at)) return this.call();
    const text = this.#take(/'((?:[^'\\]|\\.)*)'/sy);
    if (text !== null) {
      const raw = text[1] ?? '';
      return { kind: 'text', raw, value: raw.replace(/\\(['\\{}])/g, '$1') };
    }
    const literal = this.#take(/(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=\s*[,)])/y);
    if (literal !== null) {
      const value: unknown = JSON.parse(literal[0]);
      if (typeof value === 'number' || typeof value === 'boolean' || value === null) return { kind: 'literal', value };
    }
    // A path ends at the comma or bracket that is not inside its own brackets.
    const path = this.#take(/\$(?:\[[^\]]*\]|[^,)[])*/y);
    if (path === null) return this.#fail('an argument was expected');
    return { kind: 'path', path: parseJsonPath(path[0].trim()) };
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  #fail(why: string): never {
    throw new JsonPathError(`${why}, in '${this.#text}' at character ${this.#at + 1}`);
  }
}
