import { join } from 'node:path';
import { systemClock } from '../../local/clock.ts';
import { cloudFormation } from '../../local/services/cloudformation/index.ts';
import { cognito } from '../../local/services/cognito/index.ts';
import { createEndpoint } from '../../local/services/endpoint.ts';
import { ssmService } from '../../local/services/ssm/ssm-service.ts';
import { readSeed } from '../../local/stack/seed.ts';
import { memoryStorage } from '../../local/state/memory-storage.ts';
import { readTemplate, type ResolvedTemplate } from '../../local/template/index.ts';

const root = join(import.meta.dirname, '../..');

/**
 * As much of a stack as signs people and machines in: the real template's Cognito and outputs, with the sample users, on an endpoint, and what
 * Parameter Store says of the sign-in pages.
 */
export interface SignInStack {
  readonly endpoint: string;
  /** The address of its sign-in pages, which its outputs name. */
  readonly domain: string;
  readonly template: ResolvedTemplate;
  /** Leaves an output out from now on; none for undefined. */
  leaveOut(output: string | undefined): void;
  close(): Promise<void>;
}

/** Starts such a stack, of the stage local. Its triggers leave their event as it is. */
export async function startSignInStack(stackName: string): Promise<SignInStack> {
  const template = readTemplate(join(root, 'template.yaml'), { parameters: { Stage: 'local' }, stackName });
  const users = cognito({
    storage: memoryStorage(),
    clock: systemClock,
    region: 'us-east-1',
    accountId: '123456789012',
    invoker: { invoke: async (_, event) => ({ outcome: 'returned', payload: JSON.stringify(event) }) },
  });
  await users.declare(template.resources.values());
  const poolId = template.resources.get('UserPool')?.ref ?? '';
  for (const user of readSeed(join(root, 'data/local.yaml')).users) await users.ensureUser({ ...user, poolId });

  const domain = users.domainServer();
  const outputs = new Map(Object.entries({ ...template.outputs, SignInUrl: await domain.listen(0) }));
  const parameters = ssmService({ storage: memoryStorage(), region: 'us-east-1', accountId: '123456789012' });
  const config = JSON.stringify({ signIn: { url: outputs.get('SignInUrl') } });
  parameters.declareParameter({ name: '/dragons/local/site-config', type: 'String', value: config });
  let missing: string | undefined;
  const endpoint = createEndpoint({
    services: [
      users.service,
      parameters,
      cloudFormation(() => ({
        template: { ...template, outputs: Object.fromEntries([...outputs].filter(([name]) => name !== missing)) },
        createdAt: 0,
        updatedAt: undefined,
        isComplete: true,
        madeBy: () => undefined,
      })),
    ],
    credentials: [{ accessKeyId: 'local', secretAccessKey: 'local' }],
  });
  return {
    endpoint: await endpoint.listen(0),
    domain: String(outputs.get('SignInUrl')),
    template: { ...template, outputs: Object.fromEntries(outputs) },
    leaveOut(output) {
      missing = output;
    },
    async close() {
      await Promise.all([endpoint.close(), domain.close()]);
    },
  };
}
