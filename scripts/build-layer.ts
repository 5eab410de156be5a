// Builds one layer with the settings that the template gives it. The layers' Makefiles call it for `sam build`:
//   npm run build:layer -- <LogicalId> <folder>
import { join } from 'node:path';
import { buildLayer, formatBuildError } from '../local/build/index.ts';
import { InvalidTemplateError, readTemplate } from '../local/template/index.ts';

const [logicalId, directory] = process.argv.slice(2);
if (logicalId === undefined || directory === undefined) {
  console.error('Usage: npm run build:layer -- <LogicalId> <folder>');
  process.exit(2);
}
try {
  const template = readTemplate(join(import.meta.dirname, '..', 'template.yaml'), { only: [logicalId] });
  const errors = await buildLayer(template, logicalId, directory);
  for (const error of errors) console.error(formatBuildError(error));
  process.exitCode = errors.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof InvalidTemplateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
