import type { Json } from '../json.ts';
import type { MapNode, Position, TemplateNode } from './node.ts';

/**
 * What intrinsic functions look things up in. Every method notes a problem at `at` and returns undefined when the thing
 * does not exist (or may not be used at that place).
 */
export interface References {
  /** `Ref`: a parameter, a pseudo parameter or a resource; undefined without a problem for `AWS::NoValue`. */
  ref(name: string, at: Position): Json | undefined;
  /** `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string, at: Position): Json | undefined;
  /** Whether a condition of the template holds. */
  condition(name: string, at: Position): boolean;
  /** `Fn::FindInMap`. */
  mapped(map: string, first: string, second: string, at: Position): Json | undefined;
  /** `Fn::Transform`: the node that the transform puts in its place. */
  transform(name: string, parameters: Json | undefined, at: Position): TemplateNode | undefined;
}

/** An intrinsic function in the template. */
export interface Call {
  /** `Fn::Sub`. */
  readonly name: string;
  readonly argument: TemplateNode;
  readonly position: Position;
}

/** The call that a map is: its only key is `Ref` or starts with `Fn::`. */
export function callOf(node: MapNode): Call | undefined {
  const [entry] = node.entries;
  if (node.entries.size !== 1 || !entry) return undefined;
  const [name, { keyPosition, value }] = entry;
  if (name !== 'Ref' && !name.startsWith('Fn::')) return undefined;
  return { name, argument: value, position: node.shortForm === undefined ? keyPosition : node.position };
}
