import { describe, textOf, type MapNode, type Position } from './node.ts';
import { withGlobals } from './globals.ts';
import type { Problems } from './problems.ts';

/** A resource as the template declares it, with globals merged in and nothing resolved. */
export interface Declaration {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: MapNode;
  readonly metadata: MapNode | undefined;
  readonly dependsOn: ReadonlyMap<string, Position>;
  /** Name of the condition that decides whether the resource exists. */
  readonly condition: { readonly name: string; readonly position: Position } | undefined;
  /** Where its logical id stands. */
  readonly position: Position;
}

const attributes = new Set([
  ...['Type', 'Properties', 'Metadata', 'DependsOn', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy'],
]);

/** Reads the `Resources` section. Malformed resources are noted as problems and left out. */
export function readDeclarations(
  section: MapNode,
  globals: MapNode | undefined,
  problems: Problems,
): ReadonlyMap<string, Declaration> {
  const declarations = new Map<string, Declaration>();
  for (const [logicalId, { keyPosition, value }] of section.entries) {
    if (!/^[A-Za-z0-9]+$/.test(logicalId)) {
      problems.add(keyPosition, `The logical id ${logicalId} may only have letters and digits.`);
    }
    if (value.kind !== 'map') {
      problems.add(value.position, `Resource ${logicalId} must be a map, not ${describe(value)}.`);
      continue;
    }
    const declaration = readDeclaration(logicalId, value, keyPosition, globals, problems);
    if (declaration) declarations.set(logicalId, declaration);
  }
  return declarations;
}

function readDeclaration(
  logicalId: string,
  node: MapNode,
  position: Position,
  globals: MapNode | undefined,
  problems: Problems,
): Declaration | undefined {
  for (const [attribute, entry] of node.entries) {
    if (attributes.has(attribute)) continue;
    problems.add(entry.keyPosition, `The resource attribute ${attribute} is not simulated.`);
  }
  const type = textOf(node.entries.get('Type')?.value);
  if (type === undefined) return problems.refuse(position, `Resource ${logicalId} has no Type.`);

  const map = (name: string): MapNode | undefined => {
    const value = node.entries.get(name)?.value;
    if (value === undefined || value.kind === 'map') return value;
    return problems.refuse(value.position, `${name} of ${logicalId} must be a map, not ${describe(value)}.`);
  };
  const properties = map('Properties') ?? { kind: 'map', entries: new Map(), position, shortForm: undefined };
  const condition = node.entries.get('Condition');
  const conditionName = textOf(condition?.value);
  return {
    logicalId,
    type,
    properties: withGlobals(globals, type, properties),
    metadata: map('Metadata'),
    dependsOn: readDependsOn(logicalId, node, problems),
    condition:
      condition && conditionName !== undefined
        ? { name: conditionName, position: condition.value.position }
        : undefined,
    position,
  };
}

function readDependsOn(logicalId: string, node: MapNode, problems: Problems): ReadonlyMap<string, Position> {
  const value = node.entries.get('DependsOn')?.value;
  if (value === undefined) return new Map();
  const ids = new Map<string, Position>();
  for (const item of value.kind === 'list' ? value.items : [value]) {
    const id = textOf(item);
    if (id === undefined) {
      problems.add(item.position, `DependsOn of ${logicalId} takes logical ids, not ${describe(item)}.`);
    } else {
      ids.set(id, item.position);
    }
  }
  return ids;
}
