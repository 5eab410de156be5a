import { Compile, parse } from 'velocityjs';
import { compileJsonPath } from './json-path.ts';
import { templateInput, type TemplateInputSource } from './template-input.ts';
import { templateUtil } from './template-util.ts';

/** What a mapping template can look at; `context` may be changed by it (`$context.responseOverride.status`). */
export interface TemplateEnvironment extends TemplateInputSource {
  readonly context: Record<string, unknown>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** A compiled mapping template. Rendering throws when the template fails, which is a 500 for the client. */
export type Template = (environment: TemplateEnvironment) => string;

/**
 * Compiles a mapping template of the Velocity Template Language.
 * @throws Error when the template does not parse, or names a JSON path that is not simulated
 */
export function compileTemplate(text: string): Template {
  for (const [, , path = ''] of text.matchAll(/\$!?\{?input\.(?:json|path)\(\s*(['"])(.*?)\1\s*\)/g))
    compileJsonPath(path);
  // Most templates of mocks are fixed texts: nothing to render.
  if (!/[$#]/.test(text)) return () => text;
  const ast = parse(text);
  return ({ context, stageVariables, ...source }) =>
    // A Compile holds the state of one rendering; only the tree is shared. References without a value print nothing, as on AWS.
    new Compile(ast).render({ input: templateInput(source), context, stageVariables, util: templateUtil }, {}, true);
}
