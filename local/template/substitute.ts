import type { JsonObject } from '../json.ts';
import type { Position } from './node.ts';
import type { Problems } from './problems.ts';
import type { References } from './references.ts';

/**
 * `Fn::Sub`: replaces `${Name}`, `${Resource.Attribute}` and the variables of the call; `${!Literal}` becomes `${Literal}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html
 */
export function substitute(
  template: string,
  at: Position,
  variables: JsonObject,
  references: References,
  problems: Problems,
): string {
  return template.replace(/\$\{([^}]*)\}/g, (placeholder: string, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (!/^[\w.:]+$/.test(name)) {
      problems.add(at, `Fn::Sub: ${placeholder} is no name; only letters, digits, "_", "." and ":" may stand there.`);
      return '';
    }
    const dot = name.indexOf('.');
    const value = Object.hasOwn(variables, name)
      ? variables[name]
      : dot < 0
        ? references.ref(name, at)
        : references.attribute(name.slice(0, dot), name.slice(dot + 1), at);
    if (value === undefined) {
      if (name === 'AWS::NoValue') problems.add(at, 'Fn::Sub: AWS::NoValue is no text.');
      return '';
    }
    if (value !== null && typeof value !== 'object') return String(value);
    problems.add(at, `Fn::Sub: ${placeholder} is ${JSON.stringify(value)}, which is no text.`);
    return '';
  });
}
