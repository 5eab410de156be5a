import { relative } from 'node:path';

import type { DefinitionProblem } from '../gateway/index.ts';
import { apiOf } from './api-options.ts';
import { placeOf, type ResolvedTemplate } from '../template/index.ts';

/** The contract cannot be run. Each line says where in which file, and why. */
export class InvalidContractError extends Error {
  override readonly name = 'InvalidContractError';
}

/** Tells problems of an API's definition with file, line and column: of the file that the template includes, else of the template. */
export function contractError(
  template: ResolvedTemplate,
  problems: readonly DefinitionProblem[],
): InvalidContractError {
  const included = template.files.find((file) => file !== template.file);
  const api = apiOf(template)?.logicalId ?? '';
  const lines = problems.map(({ path, message }) => {
    const parts = pathParts(path);
    const place =
      included === undefined
        ? placeOf(template.file, ['Resources', api, 'Properties', 'DefinitionBody', ...parts])
        : placeOf(included, parts);
    return `${relative(process.cwd(), place.file)}:${place.line}:${place.column}: ${message} (${path})`;
  });
  return new InvalidContractError(lines.join('\n'));
}

/** The keys of a JSON path such as `$.paths['/dragons'].get.parameters[0]`. */
export function pathParts(path: string): (string | number)[] {
  const parts = path.matchAll(/\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]|\.([^.[]+)/g);
  return [...parts].map(([, quoted, index, plain]) =>
    index === undefined ? (quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '') : Number(index),
  );
}
