import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnknownFunctionError } from '../../lambda/invoker.ts';
import type { InvocationResult } from '../../lambda/invoker.ts';
import { createEndpoint } from '../../services/endpoint.ts';
import type { Endpoint } from '../../services/endpoint.ts';
import { folderStorage } from '../../state/folder-storage.ts';
import type { FolderStorage } from '../../state/folder-storage.ts';
import { turnableTime } from '../../testing/turnable-time.ts';
import { customResources } from '../custom-resources.ts';
import type { CustomResourceDeclaration, CustomResources } from '../custom-resources.ts';
import type { CustomResourceRequest } from '../request.ts';

export const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:maker';

/** The declaration of a resource `Seeds` with these properties. */
export function declaration(properties: Record<string, unknown> = {}): CustomResourceDeclaration {
  return {
    logicalId: 'Seeds',
    type: 'Custom::Seeds',
    serviceToken: functionArn,
    properties: { ServiceToken: functionArn, ...properties },
  };
}

/** Answers a request as functions do, with what the test changes. */
export function answer(
  request: CustomResourceRequest,
  changes: object = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const { StackId, RequestId, LogicalResourceId } = request;
  const body = { Status: 'SUCCESS', PhysicalResourceId: 'seeds-1', StackId, RequestId, LogicalResourceId, ...changes };
  return fetch(request.ResponseURL, { method: 'PUT', headers, body: JSON.stringify(body) });
}

/** Custom resources behind a listening endpoint, with a function that a test writes, in a time that it turns. */
export class CustomResourcesFixture {
  readonly time = turnableTime();
  /** What the function was sent. */
  readonly requests: CustomResourceRequest[] = [];
  readonly lines: string[] = [];
  /** What the function does with a request; `throttled` when it is throttled. */
  handler: (request: CustomResourceRequest) => Promise<unknown> = (request) => answer(request);
  readonly #directory = mkdtempSync(join(tmpdir(), 'custom-resources-'));
  #running: { resources: CustomResources; endpoint: Endpoint; storage: FolderStorage } | undefined;

  get resources(): CustomResources {
    if (this.#running === undefined) throw new Error('it is not started');
    return this.#running.resources;
  }

  apply(properties: Record<string, unknown> = {}): Promise<void> {
    return this.resources.apply(declaration(properties));
  }

  /** A start of the stack on the state that the one before left. */
  async start(): Promise<void> {
    const storage = folderStorage(this.#directory);
    let address = '';
    const resources = customResources({
      storage,
      timers: this.time,
      region: 'eu-west-1',
      accountId: '000000000000',
      stackName: 'notes',
      invoker: { invoke: (_name, event) => this.#invoke(event as CustomResourceRequest) },
      endpoint: () => address,
      log: (line) => this.lines.push(line),
    });
    const endpoint = createEndpoint({ services: [resources.service], credentials: [] });
    address = await endpoint.listen(0);
    this.#running = { resources, endpoint, storage };
  }

  async stop(): Promise<void> {
    this.#running?.resources.close();
    await this.#running?.endpoint.close();
    this.#running?.storage.close();
    this.#running = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#directory, { recursive: true });
  }

  async #invoke(request: CustomResourceRequest): Promise<InvocationResult> {
    this.requests.push(request);
    try {
      const result = await this.handler(request);
      return result === 'throttled' ? { outcome: 'throttled' } : { outcome: 'returned', payload: 'null' };
    } catch (error) {
      if (error instanceof UnknownFunctionError) throw error;
      const { name, message } = error as Error;
      return { outcome: 'failed', payload: JSON.stringify({ errorType: name, errorMessage: message }) };
    }
  }
}
