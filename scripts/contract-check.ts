/**
 * `npm run contract:check`: says whether clients of the released contract go on working with openapi.yaml as it is now. Needs no history:
 * what was released stands in contract/released.json.
 */
import { relative } from 'node:path';
import { contractCommand } from './contract/command.ts';
import { lineFinder } from './contract/line-of.ts';
import { ReleasedContractError } from './contract/released.ts';
import { reportLines } from './contract/report.ts';
import { verdictOf } from './contract/verdict.ts';

const usage = `npm run contract:check [-- --contract FILE --released FILE]

Says whether clients that know the released contract go on working with the contract as it is.

  --contract FILE  the contract (openapi.yaml)
  --released FILE  the released one, as "npm run contract:release" writes it (contract/released.json); any OpenAPI document as JSON will do

Ends with 0 when they do, or when the first number of info.version was raised; with 1 when they do not.`;

await contractCommand(usage, async ({ file, source, document, releasedFile, released }) => {
  if (released === undefined) {
    throw new ReleasedContractError(
      `Nothing was released yet: ${releasedFile} is written by "npm run contract:release".`,
    );
  }
  const verdict = verdictOf(released, document);
  const lineOf = lineFinder(source);
  const name = relative(process.cwd(), file);
  const lines = reportLines(verdict, (pointer) => `${name}:${lineOf(pointer)}`);
  for (const line of lines) (verdict.isAllowed ? console.log : console.error)(line);
  if (!verdict.isAllowed) process.exitCode = 1;
});
