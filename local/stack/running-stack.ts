import type { Server } from 'node:http';
import { join } from 'node:path';

import type { BuildResult, WatchedBuild } from '../build/index.ts';
import { formatBuildError } from '../build/build-error.ts';
import { systemClock, systemTimers } from '../clock.ts';
import { apiOf, apiOptions } from './api-options.ts';
import { functionConfigs } from './function-configs.ts';
import type { Gateway } from '../gateway/index.ts';
import { ContractCommand } from './contract-command.ts';
import { definitionFiles } from './definition-files.ts';
import { isExpected } from './expected-error.ts';
import { invokedFromOutside, invokePermissions } from './invoke-permissions.ts';
import { lambdaService, type LambdaService } from '../lambda/index.ts';
import { closeServer, listenLocally } from '../listening.ts';
import { checkPorts, holdPorts, listenOn, usualPorts, type HeldPorts, type Ports } from './ports.ts';
import { RestartNeededError } from './restart-needed.ts';
import { withOneOfEach } from './one-of-each.ts';
import { serverOf, siteOf } from './site.ts';
import { emptySeed, loadSeed, readSeed, type SeedUser } from './seed.ts';
import type { Cognito } from '../services/cognito/index.ts';
import { stageOf } from '../services/cloudwatch/sources/api-gateway-metrics.ts';
import type { Services } from './services.ts';
import type { Distribution } from '../services/cloudfront/index.ts';
import type { Addresses, Stack, StackOptions } from './stack.ts';
import type { StackEvent } from './stack-event.ts';
import { openStorage } from './open-storage.ts';
import { InvalidTemplateError, readTemplate, type ResolvedTemplate } from '../template/index.ts';
import { watchFiles } from './watch.ts';

/** Who may sign requests to the endpoint. Nobody but this machine reaches it, so this is no secret. */
export const credential = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/** A function or layer cannot be built, and nobody watches for a correction. */
export class BuildFailedError extends Error {
  override readonly name = 'BuildFailedError';
}

/** A stack, from the first step of its start to its end. */
export class RunningStack implements Stack {
  readonly #options: StackOptions;
  /** Ends the parts in reverse order, all of them even if some cannot be ended. */
  readonly #ends = new AsyncDisposableStack();
  readonly #builds = new Map<string, number>();
  #template: ResolvedTemplate | undefined;
  #build: BuildResult | undefined;
  #watched: WatchedBuild | undefined;
  #lambda: LambdaService | undefined;
  #services: Services | undefined;
  #gateway: Gateway | undefined;
  #distribution: Distribution | undefined;
  #addresses: Addresses = { api: undefined, endpoint: '', domain: '', site: undefined };
  #sampleUsers: readonly SeedUser[] = [];
  readonly #createdAt = systemClock();
  #updatedAt: number | undefined;
  #isComplete = false;
  /** Where the stack will answer; functions and what the template says of addresses need to know before it does. */
  #ports: Ports = usualPorts;
  /** What the last reading that failed looked at, besides the files of the template that runs. */
  #brokenFiles: readonly string[] = [];
  readonly #contractCommand: ContractCommand | undefined;
  /** Changes are applied one after the other, and after the start. */
  readonly #startEnd = Promise.withResolvers<boolean>();
  #turn: Promise<unknown> = this.#startEnd.promise;

  constructor(options: StackOptions) {
    this.#options = options;
    const { onContractChange } = options;
    if (onContractChange === undefined) return;
    this.#contractCommand = new ContractCommand(onContractChange, (error) => this.#failed(error, 'contract'));
  }

  get addresses(): Addresses {
    return this.#addresses;
  }

  get sampleUsers(): readonly SeedUser[] {
    return this.#sampleUsers;
  }

  get template(): ResolvedTemplate {
    return started(this.#template);
  }

  get outputs(): ResolvedTemplate['outputs'] {
    return this.template.outputs;
  }

  get lambda(): LambdaService {
    return started(this.#lambda);
  }

  async start(): Promise<void> {
    try {
      await this.#start();
      this.#startEnd.resolve(true);
    } finally {
      this.#startEnd.resolve(false);
    }
  }

  async #start(): Promise<void> {
    const { seedFile, dataDirectory, watch = false } = this.#options;
    const wanted = { ...usualPorts, ...this.#options.ports };
    const seed = seedFile === undefined ? emptySeed : readSeed(seedFile);
    const held = await holdPorts(wanted);
    this.#ends.defer(() => held.releaseAll());
    this.#ports = held.ports;
    const template = this.#readTemplate();
    this.#template = template;
    this.#distribution = await siteOf(template, this.#options.log);
    await checkPorts({
      ...wanted,
      ...(apiOf(template) === undefined ? { api: 0 } : {}),
      ...(this.#distribution === undefined ? { site: 0 } : {}),
    });
    if (watch) this.#watchTemplate();
    this.#step('template read');

    this.#build = await this.#firstBuild(template, watch);
    this.#step('built');

    // Functions load in threads of their own, but processors are few: they are loaded when the rest is there.
    this.#lambda = lambdaService({
      functions: this.#functions(template, this.#build),
      region: template.region,
      endpointUrl: this.#options.functionEndpoint?.(this.#addressOf('endpoint')) ?? this.#addressOf('endpoint'),
      credentials: credential,
      log: (line) => {
        this.#services?.metrics.functionLine(line.line);
        this.#options.log({ type: 'function', line });
      },
      onInvocation: (invocation) => this.#services?.metrics.invocation(invocation),
      warmed: () => invokedFromOutside(this.template),
    });
    this.#ends.defer(() => this.#lambda?.close());

    const [{ createServices }, { applyCustomResources, provision }] = await Promise.all([
      import('./services.ts'),
      import('./provision.ts'),
    ]);
    const storage = openStorage(dataDirectory);
    this.#ends.defer(() => storage.close());
    const services = createServices({
      storage,
      region: template.region,
      accountId: template.accountId,
      partition: template.partition,
      stackName: template.stackName,
      metricTime: this.#options.metricTime ?? systemTimers,
      scheduleTime: this.#options.scheduleTime ?? systemTimers,
      credential,
      lambda: () => this.lambda,
      addresses: { endpoint: () => this.#addresses.endpoint, domain: () => this.#addresses.domain },
      mayInvoke: (service) => (functionArn, sourceArn) =>
        invokePermissions(this.template, service)(functionArn, sourceArn),
      deployed: () => ({
        template: this.template,
        createdAt: this.#createdAt,
        updatedAt: this.#updatedAt,
        isComplete: this.#isComplete,
      }),
      log: this.#options.log,
    });
    this.#services = services;
    // Cognito makes keys without being waited for, and stores them: that has to end before the state is closed.
    this.#ends.defer(() => keysAreMade(this.template, services.cognito));
    this.#step('services loaded');

    // Passwords and keys are made in other threads meanwhile.
    const fill = async () => {
      await provision(template, services);
      await loadSeed(seed, { template, storage, ...services });
      this.#step('resources created');
    };
    const [gateway] = await Promise.all([this.#createGateway(template), fill()]);
    this.#gateway = gateway;
    this.#sampleUsers = seed.users;
    this.#step('gateway loaded');
    await this.#listen(held, services);
    // Ended before the endpoint, which functions that are at work still need.
    this.#ends.defer(() => services.close());
    this.#step('listening');
    services.start();
    await applyCustomResources(template, services);
    // Only now: processors are few, and custom resources are waited for.
    void this.lambda.warm();
    this.#isComplete = true;
    this.#step('custom resources applied');
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    await this.#ends.disposeAsync();
  }

  #readTemplate(): ResolvedTemplate {
    const { templateFile, stackName, parameters = {} } = this.#options;
    return readTemplate(templateFile, {
      ...(stackName !== undefined && { stackName }),
      parameters,
      endpoint: this.#addressOf('endpoint'),
      addresses: { api: this.#addressOf('api'), domain: this.#addressOf('domain'), site: this.#addressOf('site') },
      refusals: withOneOfEach(),
      displayFrom: process.cwd(),
    });
  }

  #addressOf(server: keyof Ports): string {
    return `http://127.0.0.1:${this.#ports[server]}`;
  }

  #readTemplateAgain(): ResolvedTemplate {
    try {
      this.#brokenFiles = [];
      return this.#readTemplate();
    } catch (error) {
      if (error instanceof InvalidTemplateError) this.#brokenFiles = error.errors.map(({ file }) => file);
      throw error;
    }
  }

  async #firstBuild(template: ResolvedTemplate, watch: boolean): Promise<BuildResult> {
    const { buildAll, claimFolder, watchBuild } = await import('../build/index.ts');
    const claimed = claimFolder(this.#options.buildDirectory ?? join(template.directory, 'dist'));
    this.#ends.defer(() => claimed.release());
    const { folder } = claimed;
    if (watch) {
      this.#watched = await watchBuild(template, folder, (result, changedAt) =>
        this.#sourcesChanged(result, changedAt),
      );
      this.#ends.defer(() => this.#watched?.close());
    }
    const build = this.#watched?.first ?? (await buildAll(template, folder));
    if (build.errors.length === 0) return build;
    const text = problemsOf(build);
    if (!watch) throw new BuildFailedError(text);
    this.#options.log({ type: 'problem', text });
    return build;
  }

  #functions(template: ResolvedTemplate, build: BuildResult) {
    return functionConfigs(template, build, (id) => `${id}@${this.#builds.get(id) ?? 0}`);
  }

  async #createGateway(template: ResolvedTemplate): Promise<Gateway | undefined> {
    const api = apiOf(template);
    if (api === undefined) return undefined;
    const { createGateway, DefinitionError } = await import('../gateway/index.ts');
    const { lambda } = this;
    const { cognito, metrics } = started(this.#services);
    const stage = stageOf(api.properties);
    const onRequest = (entry: Extract<StackEvent, { type: 'request' }>['entry']) => {
      metrics.request(stage, entry);
      this.#options.log({ type: 'request', entry });
    };
    try {
      return createGateway(apiOptions(template, api, lambda, cognito, onRequest));
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      const { contractError } = await import('./contract-error.ts');
      throw contractError(template, error.problems);
    }
  }

  async #listen(held: HeldPorts, { endpoint, cognito, s3 }: Services): Promise<void> {
    const { log } = this.#options;
    const domain = cognito.domainServer({
      onError: (error, { method, path }) => log({ type: 'defect', error, where: `sign-in pages, ${method} ${path}` }),
    });
    const endpointAddress = await listenOn('endpoint', held, (port) => endpoint.listen(port));
    this.#ends.defer(() => endpoint.close());
    const domainAddress = await listenOn('domain', held, (port) => domain.listen(port));
    this.#ends.defer(() => domain.close());
    this.#addresses = { api: undefined, endpoint: endpointAddress, domain: domainAddress, site: undefined };
    if (this.#gateway !== undefined) {
      const { gatewayServer } = await import('../gateway/index.ts');
      const api = await this.#serve(
        'api',
        gatewayServer(() => started(this.#gateway)),
        held,
      );
      this.#addresses = { ...this.#addresses, api };
    }
    if (this.#distribution !== undefined) {
      const site = await this.#serve('site', await serverOf(() => started(this.#distribution), s3, log), held);
      this.#addresses = { ...this.#addresses, site };
    }
    // Those of servers that this template does not have.
    await held.releaseAll();
  }

  async #serve(name: 'api' | 'site', server: Server, held: HeldPorts): Promise<string> {
    const address = await listenOn(name, held, (port) => listenLocally(server, port));
    this.#ends.defer(() => closeServer(server));
    return address;
  }

  #watchTemplate(): void {
    const watcher = watchFiles(
      () => [...new Set([...this.template.files, ...definitionFiles(this.template), ...this.#brokenFiles])],
      (changed) => this.#inTurn('template', (startedAt) => this.#templateChanged(changed, startedAt)),
    );
    this.#ends.defer(() => watcher.close());
  }

  /** A build that follows a change of sources: the functions it touches run the new code from now on. */
  #sourcesChanged(result: BuildResult, changedAt: number): void {
    this.#inTurn('build', async () => {
      const text = problemsOf(result);
      if (text !== '') this.#options.log({ type: 'problem', text });
      if (result.rebuilt.length === 0) {
        if (text === '') this.#reloaded('nothing: errors are gone, and what runs is what there is', changedAt);
        return;
      }
      this.#take(result);
      this.lambda.replace(this.#functions(this.template, result));
      this.#reloaded(result.rebuilt.join(', '), changedAt);
    });
  }

  /** The template or what it includes changed. What ran before goes on when anything in it cannot run. */
  async #templateChanged(changed: readonly string[], startedAt: number): Promise<void> {
    const before = this.template;
    const template = this.#readTemplateAgain();
    const gateway = await this.#createGateway(template);
    const distribution = await siteOf(template, this.#options.log);
    if ((distribution === undefined) !== (this.#distribution === undefined)) {
      throw new RestartNeededError('A distribution came or went: that needs a restart.');
    }
    if ((gateway === undefined) !== (this.#gateway === undefined)) {
      throw new RestartNeededError('An API came or went: that needs a restart.');
    }
    if (changed.some((file) => file !== before.file && before.files.includes(file))) this.#contractCommand?.start();
    const { applyCustomResources, provision } = await import('./provision.ts');
    const services = started(this.#services);
    await provision(template, services);
    const build = await started(this.#watched).update(template);
    const text = problemsOf(build);
    if (text !== '') this.#options.log({ type: 'problem', text });
    this.#take(build);
    this.lambda.replace(this.#functions(template, build));
    this.#template = template;
    this.#gateway = gateway;
    this.#distribution = distribution;
    await applyCustomResources(template, services);
    this.#updatedAt = systemClock();
    this.#reloaded('template and contract', startedAt);
  }

  /** Applies a change when those before it are done; tells what goes wrong. */
  #inTurn(where: string, change: (startedAt: number) => Promise<void>): void {
    const startedAt = performance.now();
    this.#turn = this.#turn.then(async () => {
      if (!(await this.#startEnd.promise)) return;
      await change(startedAt).catch((error: unknown) => this.#failed(error, where));
    });
  }

  #failed(error: unknown, where: string): void {
    if (isExpected(error)) this.#options.log({ type: 'problem', text: error.message });
    else this.#options.log({ type: 'defect', error, where });
  }

  #take(build: BuildResult): void {
    this.#build = build;
    for (const id of build.rebuilt) this.#builds.set(id, (this.#builds.get(id) ?? 0) + 1);
  }

  #reloaded(what: string, startedAt: number): void {
    this.#options.log({ type: 'reloaded', what, milliseconds: performance.now() - startedAt });
  }

  #step(name: string): void {
    this.#options.log({ type: 'step', name, milliseconds: performance.now() });
  }
}

/** Waits for the keys of every user pool; those that cannot be made are told to whoever asks for them. */
async function keysAreMade(template: ResolvedTemplate, cognito: Cognito): Promise<void> {
  const pools = [...template.resources.values()].filter(({ type }) => type === 'AWS::Cognito::UserPool');
  await Promise.allSettled(pools.map(({ ref }) => cognito.verificationKeys(ref)));
}

function problemsOf(build: BuildResult): string {
  return build.errors.map((error) => formatBuildError(error)).join('\n');
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The stack has not started.');
  return part;
}
