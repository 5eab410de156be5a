import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { systemTimers } from '../clock.ts';
import type { Timers } from '../clock.ts';
import { defaultRetries, invokeAsynchronously } from '../lambda/asynchronous-invocation.ts';
import type { AsynchronousRetries } from '../lambda/asynchronous-invocation.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import type { AwsService } from '../services/service.ts';
import type { Storage } from '../state/storage.ts';
import { accountOf, pseudoParameter } from '../template/account.ts';
import { appliedResources } from './applied-resources.ts';
import type { AppliedResource } from './applied-resources.ts';
import { CustomResourceError } from './custom-resource-error.ts';
import { serviceTimeout, textual } from './declaration.ts';
import type { CustomResourceRequest } from './request.ts';
import { readResponse } from './response.ts';
import type { Made } from './response.ts';
import { responseUrls } from './response-urls.ts';

export interface CustomResourcesOptions {
  readonly storage: Storage;
  readonly timers?: Timers;
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  readonly invoker: FunctionInvoker;
  /** The address of the AWS endpoint, without a slash at its end; asked for at every request. */
  readonly endpoint: () => string;
  /** Told what is waited for. */
  readonly log: (line: string) => void;
  /** When an invocation is tried again; after one and two seconds when not given. */
  readonly retries?: AsynchronousRetries;
}

/** A custom resource as the template declares it. */
export interface CustomResourceDeclaration {
  readonly logicalId: string;
  /** `AWS::CloudFormation::CustomResource` or `Custom::…`. */
  readonly type: string;
  /** The function's ARN. */
  readonly serviceToken: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The custom resources of a stack: resources that a function of the template makes. */
export interface CustomResources {
  /** Takes the answers of the functions; goes into the endpoint. */
  readonly service: AwsService;
  /**
   * Has a resource created that is new, or updated when its properties changed; does nothing otherwise. Resolves when the function
   * answered through the ResponseURL.
   * @throws CustomResourceError when it answered FAILED, answered nonsense, failed, or did not answer in time (`ServiceTimeout`)
   */
  apply(declaration: CustomResourceDeclaration): Promise<void>;
  /** What a function said that it made; undefined for a resource that was never applied. */
  applied(logicalId: string): Made | undefined;
  /** Ends all waiting; what is waited for is rejected, and begun again at the next start. */
  close(): void;
}

/** Makes the custom resources of one stack. */
export function customResources(options: CustomResourcesOptions): CustomResources {
  const {
    storage,
    timers = systemTimers,
    region,
    accountId,
    stackName,
    invoker,
    endpoint,
    log,
    retries = defaultRetries,
  } = options;
  // What `AWS::StackId` yields in the template.
  const stackId = pseudoParameter(accountOf(region, accountId, stackName), 'AWS::StackId') ?? stackName;
  const table = appliedResources(storage);
  const urls = responseUrls();
  /** The last request for each resource: two for one resource follow each other. */
  const last = new Map<string, Promise<void>>();
  const closers = new Set<(error: Error) => void>();

  /** Sends a request, and waits until its answer is kept. */
  function send(declaration: CustomResourceDeclaration, before: AppliedResource | undefined): Promise<void> {
    const { logicalId, type, serviceToken } = declaration;
    const properties = textual({ ServiceToken: serviceToken, ...declaration.properties });
    const seconds = serviceTimeout(declaration.properties.ServiceTimeout) ?? 0;
    const stop = new AbortController();
    return new Promise<void>((resolve, reject) => {
      const settle = (error?: unknown): void => {
        stop.abort();
        url.close();
        cancel();
        closers.delete(settle);
        if (error === undefined) resolve();
        else reject(named(declaration, error));
      };
      const url = urls.open((body) => {
        try {
          const made = readResponse(body, request);
          tellOfReplacement(logicalId, before, made);
          // Kept before the function learns that its answer arrived: a kill in between runs it once more, never too seldom.
          table.set(logicalId, { type, serviceToken, properties, ...made });
          settle();
        } catch (error) {
          settle(error);
        }
      });
      const request: CustomResourceRequest = {
        RequestType: before === undefined ? 'Create' : 'Update',
        ServiceToken: serviceToken,
        ResponseURL: endpoint() + url.path,
        StackId: stackId,
        RequestId: randomUUID(),
        LogicalResourceId: logicalId,
        ...(before === undefined ? {} : { PhysicalResourceId: before.physicalId }),
        ResourceType: type,
        ResourceProperties: properties,
        ...(before === undefined ? {} : { OldResourceProperties: before.properties }),
      };
      const cancel = timers.after(seconds * 1000, () =>
        settle(`the function did not answer at the ResponseURL within ${seconds} seconds`),
      );
      closers.add(settle);
      void invokeAsynchronously(invoker, serviceToken, request, { timers, retries, stop: stop.signal }).then(
        (failure) => {
          if (stop.signal.aborted) return;
          // CloudFormation would wait until the time is over; nobody who failed three times will answer.
          if (failure !== undefined) settle(failure.text);
          else
            log(
              `${logicalId}: ${serviceToken} returned without an answer at the ResponseURL; waiting for it up to ${seconds} s`,
            );
        },
      );
    });
  }

  function tellOfReplacement(logicalId: string, before: AppliedResource | undefined, { physicalId }: Made): void {
    if (before === undefined || before.physicalId === physicalId) return;
    log(
      `${logicalId}: ${physicalId} replaces ${before.physicalId}, which CloudFormation would have deleted; here it stays`,
    );
  }

  async function applyNow(declaration: CustomResourceDeclaration): Promise<void> {
    const { logicalId, type, serviceToken } = declaration;
    const before = table.get(logicalId);
    if (before !== undefined && before.type !== type)
      throw named(declaration, `its type cannot be changed from ${before.type}: give the resource another logical id`);
    if (before !== undefined && before.serviceToken !== serviceToken)
      throw named(
        declaration,
        `its ServiceToken cannot be changed from ${before.serviceToken}: give the resource another logical id`,
      );
    const properties = textual({ ServiceToken: serviceToken, ...declaration.properties });
    if (before !== undefined && isDeepStrictEqual(before.properties, properties)) return;
    await send(declaration, before);
  }

  return {
    service: urls.service,
    async apply(declaration) {
      const { logicalId } = declaration;
      const current = (last.get(logicalId) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => applyNow(declaration));
      last.set(logicalId, current);
      await current.finally(() => {
        if (last.get(logicalId) === current) last.delete(logicalId);
      });
    },
    applied(logicalId) {
      const found = table.get(logicalId);
      return found && { physicalId: found.physicalId, data: found.data, noEcho: found.noEcho };
    },
    close() {
      for (const settle of [...closers])
        settle(new CustomResourceError('the stack was stopped before the function answered'));
    },
  };
}

function named({ logicalId, type, serviceToken }: CustomResourceDeclaration, why: unknown): CustomResourceError {
  const text = why instanceof Error ? why.message : String(why);
  return new CustomResourceError(`${logicalId} (${type}, ${serviceToken}): ${text}`, { cause: why });
}
