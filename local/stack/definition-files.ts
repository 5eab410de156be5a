import { resolve } from 'node:path';

import type { ResolvedTemplate } from '../template/model.ts';

/** The files in which a template's state machines are defined; absolute paths. */
export function definitionFiles({ directory, resources }: ResolvedTemplate): string[] {
  return [...resources.values()].flatMap(({ type, properties: { DefinitionUri: file } }) =>
    type === 'AWS::Serverless::StateMachine' && typeof file === 'string' ? [resolve(directory, file)] : [],
  );
}
