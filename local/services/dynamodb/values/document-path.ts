import type { DocumentPath } from '../dynalite/expressions.ts';
import { attributeOf } from './attribute-value.ts';
import type { AttributeValue, Item } from './attribute-value.ts';

/** The value at a document path (`a.b[2]`); undefined when there is none. */
export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  return path.reduce<AttributeValue | undefined>(below, { M: item });
}

/** What a value has at one step of a path. */
function below(value: AttributeValue | undefined, step: string | number): AttributeValue | undefined {
  if (value === undefined) return undefined;
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value ? attributeOf(value.M, step) : undefined;
}

/** The tree of what is asked for: an empty one stands for the whole value. */
type Wanted = Map<string | number, Wanted>;

/**
 * The part of an item that document paths name: what is not there is left out, and elements of lists close up in their order.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
 */
export function project(item: Item, paths: readonly DocumentPath[]): Item {
  const wanted: Wanted = new Map();
  for (const path of paths) {
    let node = wanted;
    for (const step of path) {
      const next: Wanted = node.get(step) ?? new Map<string | number, Wanted>();
      node.set(step, next);
      node = next;
    }
  }
  return partOfMap(item, wanted);
}

function partOfMap(map: Item, wanted: Wanted): Item {
  const part: Record<string, AttributeValue> = {};
  for (const [step, more] of wanted) {
    const value = below({ M: map }, step);
    const found = value === undefined ? undefined : partOf(value, more);
    if (found !== undefined) part[step] = found;
  }
  return part;
}

function partOf(value: AttributeValue, wanted: Wanted): AttributeValue | undefined {
  if (wanted.size === 0) return value;
  if ('M' in value) {
    const part = partOfMap(value.M, wanted);
    return Object.keys(part).length === 0 ? undefined : { M: part };
  }
  if (!('L' in value)) return undefined;
  const elements = [...wanted]
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([step, more]) => {
      const element = below(value, step);
      const found = element === undefined ? undefined : partOf(element, more);
      return found === undefined ? [] : [found];
    });
  return elements.length === 0 ? undefined : { L: elements };
}
