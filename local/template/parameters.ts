import type { Json } from '../json.ts';
import { describe, textOf, type MapNode, type Position } from './node.ts';
import type { Problems } from './problems.ts';

/** A parameter with the value it has in this stack. */
export interface Parameter {
  /** The value as text, as it was given. */
  readonly text: string;
  /** What `Ref` yields: text, a number, or a list for the list types. */
  readonly value: Json;
}

const types = ['String', 'Number', 'CommaDelimitedList', 'List<Number>'];

const knownProperties = new Set([
  ...['Type', 'Default', 'AllowedValues', 'AllowedPattern', 'MinLength', 'MaxLength', 'MinValue', 'MaxValue'],
  ...['NoEcho', 'Description', 'ConstraintDescription'],
]);

/**
 * Gives every parameter of the template its value: the override, else the default, checked against the constraints.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function readParameters(
  section: MapNode | undefined,
  overrides: Readonly<Record<string, string>>,
  root: Position,
  problems: Problems,
  valuesRequired: boolean,
): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const name of Object.keys(overrides)) {
    if (section?.entries.has(name)) continue;
    const known = [...(section?.entries.keys() ?? [])].join(', ') || 'none';
    problems.add(section?.position ?? root, `There is no parameter ${name} to override; the template has: ${known}.`);
  }
  for (const [name, { keyPosition, value: node }] of section?.entries ?? []) {
    if (node.kind !== 'map') {
      problems.add(node.position, `Parameter ${name} must be a map, not ${describe(node)}.`);
      continue;
    }
    // Something with this name exists, so that a Ref to a faulty parameter is not reported as well.
    parameters.set(name, { text: '', value: '' });
    const parameter = readParameter(name, node, overrides[name], keyPosition, problems, valuesRequired);
    if (parameter) parameters.set(name, parameter);
  }
  return parameters;
}

function readParameter(
  name: string,
  node: MapNode,
  override: string | undefined,
  keyPosition: Position,
  problems: Problems,
  valuesRequired: boolean,
): Parameter | undefined {
  for (const [property, { keyPosition: place }] of node.entries) {
    if (!knownProperties.has(property)) problems.add(place, `A parameter has no property ${property}.`);
  }
  const typeEntry = node.entries.get('Type');
  const type = textOf(typeEntry?.value);
  if (type === undefined || !types.includes(type)) {
    const what = type === undefined ? 'has no Type' : `has the type ${type}, which is not simulated`;
    return problems.refuse(
      typeEntry?.keyPosition ?? keyPosition,
      `Parameter ${name} ${what}; use ${types.join(', ')}.`,
    );
  }
  const fallback = node.entries.get('Default')?.value;
  const text = override ?? textOf(fallback);
  if (text === undefined) {
    if (!valuesRequired) return undefined;
    return problems.refuse(keyPosition, `Parameter ${name} has no Default: a value must be given.`);
  }
  const isList = type === 'CommaDelimitedList' || type === 'List<Number>';
  const items = isList ? text.split(',').map((item) => item.trim()) : [text];
  const complaint = items.map((item) => violation(item, type, node, problems)).find((found) => found !== undefined);
  if (complaint !== undefined) {
    const hint = textOf(node.entries.get('ConstraintDescription')?.value);
    const place = override === undefined && fallback ? fallback.position : keyPosition;
    return problems.refuse(place, `Parameter ${name}: ${complaint}${hint === undefined ? '' : ` (${hint})`}`);
  }
  return { text, value: isList ? items : numeric(type, text) };
}

/** A number where it reads back as the same text, so that `MemorySize: !Ref Memory` is a number as AWS coerces it. */
function numeric(type: string, text: string): string | number {
  return type === 'Number' && String(Number(text)) === text ? Number(text) : text;
}

/** What is wrong with a value, as a sentence; undefined when it keeps to every constraint. */
function violation(value: string, type: string, node: MapNode, problems: Problems): string | undefined {
  const shown = textOf(node.entries.get('NoEcho')?.value) === 'true' ? 'the value' : `"${value}"`;
  const number = (key: string) => {
    const text = textOf(node.entries.get(key)?.value);
    return text === undefined ? undefined : Number(text);
  };
  const isNumber = type === 'Number' || type === 'List<Number>';
  if (isNumber && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) return `${shown} is not a number.`;

  const allowed = node.entries.get('AllowedValues')?.value;
  if (allowed?.kind === 'list') {
    const values = allowed.items.map((item) => textOf(item) ?? '');
    if (!values.includes(value)) return `${shown} is not one of ${values.join(', ')}.`;
  } else if (allowed) {
    problems.add(allowed.position, 'AllowedValues must be a list.');
  }

  const pattern = node.entries.get('AllowedPattern')?.value;
  const source = textOf(pattern);
  if (pattern && source !== undefined && !matches(value, source, pattern.position, problems)) {
    return `${shown} does not match the AllowedPattern ${source}.`;
  }
  const size = isNumber ? Number(value) : value.length;
  const kind = isNumber ? 'Value' : 'Length';
  if (size < (number(`Min${kind}`) ?? -Infinity)) return `${shown} is below the Min${kind}.`;
  if (size > (number(`Max${kind}`) ?? Infinity)) return `${shown} is above the Max${kind}.`;
  return undefined;
}

/** The pattern must match the whole value. */
function matches(value: string, source: string, place: Position, problems: Problems): boolean {
  try {
    return new RegExp(`^(?:${source})$`).test(value);
  } catch {
    problems.add(place, `AllowedPattern ${source} is not a regular expression that can be used here.`);
    return true;
  }
}
