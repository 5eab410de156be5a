import { isObject, type Json, type JsonObject } from '../../json.ts';
import { DefinitionError, type DefinitionProblem } from './definition-error.ts';

/** A value of the document and where it stands. */
export interface Spot {
  readonly value: Json | undefined;
  readonly path: string;
}

/** Walks an OpenAPI document, follows its `$ref`s, and collects what must be refused. */
export class DefinitionReader {
  readonly root: Spot;
  readonly #problems: DefinitionProblem[] = [];

  constructor(document: JsonObject) {
    this.root = { value: document, path: '$' };
  }

  refuse(spot: Spot, message: string): void {
    this.#problems.push({ path: spot.path, message });
  }

  /** @throws DefinitionError when anything was refused so far */
  finish(): void {
    if (this.#problems.length > 0) throw new DefinitionError(this.#problems);
  }

  /** The member of an object; a `$ref` to another place of the document is followed. */
  at(spot: Spot, key: string): Spot {
    const value = isObject(spot.value) && Object.hasOwn(spot.value, key) ? spot.value[key] : undefined;
    return this.follow({ value, path: spot.path + step(key) });
  }

  entries(spot: Spot): [string, Spot][] {
    if (!isObject(spot.value)) {
      if (spot.value !== undefined) this.refuse(spot, 'must be an object');
      return [];
    }
    return Object.keys(spot.value).map((key) => [key, this.at(spot, key)]);
  }

  items(spot: Spot): Spot[] {
    if (!Array.isArray(spot.value)) {
      if (spot.value !== undefined) this.refuse(spot, 'must be a list');
      return [];
    }
    return spot.value.map((value, index) => this.follow({ value, path: `${spot.path}[${index}]` }));
  }

  /** The text of a member; undefined when it is absent, refused when it is something else. */
  text(spot: Spot, key: string): string | undefined {
    const member = this.at(spot, key);
    if (member.value === undefined || typeof member.value === 'string') return member.value;
    this.refuse(member, 'must be text');
    return undefined;
  }

  /** Follows the `$ref` of a reference object; API Gateway knows only references within the document. */
  follow(spot: Spot): Spot {
    let here = spot;
    for (let hops = 0; isObject(here.value) && typeof here.value.$ref === 'string'; hops++) {
      const target = this.#target(here.value.$ref);
      if (target === undefined || hops > 20) {
        this.refuse(spot, `$ref ${here.value.$ref} is not found in this document (API Gateway follows only those)`);
        return { value: undefined, path: spot.path };
      }
      here = target;
    }
    return here;
  }

  #target(reference: string): Spot | undefined {
    if (!reference.startsWith('#/')) return undefined;
    let here: Spot = this.root;
    for (const part of reference.slice(2).split('/')) {
      const key = decodePointer(part);
      if (!isObject(here.value) || !Object.hasOwn(here.value, key)) return undefined;
      here = { value: here.value[key], path: here.path + step(key) };
    }
    return here;
  }
}

function decodePointer(part: string): string {
  const unescaped = part.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(unescaped);
  } catch {
    return unescaped;
  }
}

function step(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `['${key}']`;
}
