import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { buildAll } from '../../local/build/index.ts';
import { functionConfigs } from '../../local/stack/function-configs.ts';
import type { FunctionConfig } from '../../local/lambda/index.ts';
import { readTemplate } from '../../local/template/index.ts';
import { root } from './contract.ts';

/** The functions of template.yaml as they are deployed, in a folder of their own. */
export interface Bundles {
  readonly functions: readonly FunctionConfig[];
  remove(): void;
}

/** Builds the real template. @param stage the template's parameter `Stage` */
export async function buildBundles(stage: string): Promise<Bundles> {
  const folder = mkdtempSync(join(tmpdir(), 'dragons-bundles-'));
  const template = readTemplate(join(root, 'template.yaml'), { parameters: { Stage: stage } });
  const build = await buildAll(template, folder);
  if (build.errors.length > 0) throw new Error(JSON.stringify(build.errors));
  return {
    functions: functionConfigs(template, build, (logicalId) => logicalId),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The sample event of a function. @param name for example `list-dragons` */
export async function sampleEvent(name: string): Promise<APIGatewayProxyEvent> {
  return JSON.parse(await readFile(join(root, 'events', `${name}.json`), 'utf8')) as APIGatewayProxyEvent;
}
