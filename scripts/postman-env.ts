/** `npm run postman:env -- --stack NAME`: writes the Postman environment of a stack, with which the collection runs as it is. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { AwsCallError } from './aws/aws-call-errors.ts';
import type { StageChoice } from './aws/stage-address.ts';
import { collectionAddress } from './postman/collection-variables.ts';
import { postmanEnvironment } from './postman/postman-environment.ts';
import { SignInError } from './sign-in/sign-in-errors.ts';
import { stackTokens } from './sign-in/stack-tokens.ts';
import { commandLine, helpOption, isSystemError, WrongArgumentsError } from './terminal/command-line.ts';

const usage = `npm run postman:env -- --stack N [--out FILE] [--region R] [--endpoint U]

Writes a Postman environment with the addresses of a stack and its machine client, secret included. Tokens of people are yours to add.

  --stack N     the stack's name, as it was deployed
  --out FILE    where to write it; out/postman/N.postman_environment.json if not given, which git ignores
  --region R    the region; AWS_REGION or AWS_DEFAULT_REGION if not given
  --endpoint U  the AWS endpoint; AWS_ENDPOINT_URL if not given, and without that AWS`;

const options = {
  ...helpOption,
  stack: { type: 'string' },
  out: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
} as const;

const root = join(import.meta.dirname, '..');

await commandLine(
  async () => {
    const { values } = parseArgs({ options });
    const { stack, out, region, endpoint } = values;
    if (values.help) console.log(usage);
    else if (!stack) throw new WrongArgumentsError('Say which stack: --stack N', usage);
    else await writeEnvironment({ stack, region, endpoint }, out);
  },
  (error) => error instanceof AwsCallError || error instanceof SignInError || isSystemError(error),
);

async function writeEnvironment(
  choice: StageChoice & { readonly stack: string },
  file = join(root, 'out/postman', `${choice.stack}.postman_environment.json`),
): Promise<void> {
  const address = await collectionAddress(await stackTokens(choice));
  writeSecretFile(file, `${JSON.stringify(postmanEnvironment(choice.stack, address), undefined, 2)}\n`);
  console.log(
    `Wrote ${relative(process.cwd(), file)}. It holds the secret of the machine client: keep it to yourself.`,
  );
}

/** Only the owner may read it, also when it was there before with other rights. */
function writeSecretFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '', { mode: 0o600 });
  chmodSync(file, 0o600);
  writeFileSync(file, text);
}
