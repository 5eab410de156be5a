import { describe, textOf, type MapNode, type TemplateNode } from './node.ts';
import type { Problems } from './problems.ts';

const sections = [
  ...['AWSTemplateFormatVersion', 'Description', 'Transform', 'Metadata', 'Parameters', 'Rules'],
  ...['Mappings', 'Conditions', 'Globals', 'Resources', 'Outputs'],
];

const samTransform = 'AWS::Serverless-2016-10-31';

/** Checks the top level of a template: its sections, its format version and its transforms. */
export function checkSections(root: MapNode, problems: Problems): void {
  for (const [name, { keyPosition }] of root.entries) {
    if (sections.includes(name)) continue;
    problems.add(keyPosition, `The section ${name} is not simulated; known are ${sections.join(', ')}.`);
  }
  const version = root.entries.get('AWSTemplateFormatVersion')?.value;
  if (version && textOf(version) !== '2010-09-09') {
    problems.add(version.position, `AWSTemplateFormatVersion is "2010-09-09", not ${describe(version)}.`);
  }
  if (!root.entries.has('Resources')) problems.add(root.position, 'The template has no Resources.');
  checkMappings(root.entries.get('Mappings')?.value, problems);
  checkTransforms(root, problems);
}

function checkTransforms(root: MapNode, problems: Problems): void {
  const transform = root.entries.get('Transform')?.value;
  const names = transform?.kind === 'list' ? transform.items : transform ? [transform] : [];
  for (const node of names) {
    if (textOf(node) === samTransform) continue;
    problems.add(node.position, `The transform ${describe(node)} is not simulated; ${samTransform} is.`);
  }
  const globals = root.entries.get('Globals');
  const resources = root.entries.get('Resources')?.value;
  const needsSam =
    globals?.keyPosition ??
    [...(resources?.kind === 'map' ? resources.entries.values() : [])].find(
      ({ value }) =>
        value.kind === 'map' && textOf(value.entries.get('Type')?.value)?.startsWith('AWS::Serverless::') === true,
    )?.keyPosition;
  if (needsSam && names.length === 0) problems.add(needsSam, `This needs "Transform: ${samTransform}".`);
}

/** A mapping has two levels of keys, and holds text, numbers, booleans or lists of them. */
function checkMappings(mappings: TemplateNode | undefined, problems: Problems): void {
  if (mappings?.kind !== 'map') return;
  for (const first of levels(mappings, problems)) {
    for (const second of levels(first, problems)) {
      for (const value of levels(second, problems, false)) {
        const items = value.kind === 'list' ? value.items : [value];
        for (const item of items) {
          if (item.kind !== 'scalar') problems.add(item.position, `A mapping holds no ${describe(item)}.`);
        }
      }
    }
  }
}

function levels(node: TemplateNode, problems: Problems, mapsOnly = true): readonly TemplateNode[] {
  if (node.kind !== 'map') return [];
  const values = [...node.entries.values()].map(({ value }) => value);
  for (const value of mapsOnly ? values : []) {
    if (value.kind !== 'map')
      problems.add(value.position, `A mapping has two levels of keys above ${describe(value)}.`);
  }
  return values;
}
