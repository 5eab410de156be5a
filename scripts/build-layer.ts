/** `npm run build:layer -- <LogicalId> <folder>`: builds one layer with the settings that the template gives it. The layers' Makefiles call it for `sam build`. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildLayer, formatBuildError } from '../local/build/index.ts';
import { InvalidTemplateError, readTemplate } from '../local/template/index.ts';
import { commandLine, helpOption, WrongArgumentsError } from './terminal/command-line.ts';

const usage = `npm run build:layer -- <LogicalId> <folder>

Builds one layer with the settings that template.yaml gives it, as the layers' Makefiles have it done for "sam build".

  <LogicalId>  the layer's logical id in template.yaml, such as CoreLayer
  <folder>     where its files go

Ends with 1 when it cannot be built.`;

await commandLine(
  async () => {
    const { values, positionals } = parseArgs({ options: helpOption, allowPositionals: true });
    const [logicalId, directory, ...more] = positionals;
    if (values.help) console.log(usage);
    else if (logicalId === undefined || directory === undefined || more.length > 0) {
      throw new WrongArgumentsError('Say which layer, and where to.', usage);
    } else await build(logicalId, directory);
  },
  (error) => error instanceof InvalidTemplateError,
);

async function build(logicalId: string, directory: string): Promise<void> {
  const template = readTemplate(join(import.meta.dirname, '..', 'template.yaml'), { only: [logicalId] });
  const errors = await buildLayer(template, logicalId, directory);
  for (const error of errors) console.error(formatBuildError(error));
  if (errors.length > 0) process.exitCode = 1;
}
