import { join } from 'node:path';
import { startStack, type Stack, type StackEvent, type StackOptions } from '../../local/index.ts';
import { applicationAt, type Application } from './application.ts';
import { root } from './contract.ts';

export type { ApiAnswer } from './application.ts';

/** The application on the local AWS, as `npm start` runs it but on free ports. */
export interface DragonsStack extends Application {
  readonly stack: Stack;
  readonly events: readonly StackEvent[];
  close(): Promise<void>;
}

/** Starts the application. @param more what is different from `npm start` */
export async function startDragons(more: Partial<StackOptions> = {}): Promise<DragonsStack> {
  const events: StackEvent[] = [];
  const stack = await startStack({
    templateFile: join(root, 'template.yaml'),
    seedFile: join(root, 'data/local.yaml'),
    parameters: { Stage: 'local', ParameterMaxAge: '1' },
    ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
    log: (event) => events.push(event),
    ...more,
  });
  return {
    ...applicationAt(stack.addresses, stack.sampleUsers),
    stack,
    events,
    close: () => stack.close(),
  };
}
