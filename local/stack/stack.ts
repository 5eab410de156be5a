import type { Timers } from '../clock.ts';
import type { LambdaService } from '../lambda/index.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import type { Ports } from './ports.ts';
import { RunningStack } from './running-stack.ts';
import type { SeedUser } from './seed.ts';
import type { StackEvent } from './stack-event.ts';

/** What a stack is started with. */
export interface StackOptions {
  readonly templateFile: string;
  /** That of the template's folder when not given. */
  readonly stackName?: string | undefined;
  /** Values for the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Where state is kept; in memory when not given. */
  readonly dataDirectory?: string;
  /** Where the build goes, or a folder in it while another stack runs what is there; `dist` beside the template when not given. */
  readonly buildDirectory?: string;
  readonly ports?: Partial<Ports>;
  /** Where functions find AWS, if not at the stack's own endpoint, whose address it is given: something that stands between the two. */
  readonly functionEndpoint?: (endpoint: string) => string;
  /** What is put into an empty state. */
  readonly seedFile?: string;
  /** Whether changes of sources, template and contract become live. */
  readonly watch?: boolean;
  /** Called when a file that the template includes changed, and can be run: makes what is generated from it. */
  readonly onContractChange?: () => Promise<void>;
  /**
   * The time that metrics and alarms go by; the machine's own when not given. A test that turns it (`turnableTime(Date.now())` of
   * `testing/turnable-time.ts`) has minutes pass at once, with alarms looked at after each of them. Everything else keeps the machine's time:
   * tokens, time-outs, retries. `alarms.test.ts` shows it.
   */
  readonly metricTime?: Timers;
  /** The time that schedules go by; the machine's own when not given. */
  readonly scheduleTime?: Timers;
  readonly log: (event: StackEvent) => void;
}

/** Where a stack answers; each without a slash at the end. */
export interface Addresses {
  /** Undefined when the template has no API. */
  readonly api: string | undefined;
  readonly endpoint: string;
  readonly domain: string;
  /** Undefined when the template has no distribution. */
  readonly site: string | undefined;
}

/** A template that runs on this machine. */
export interface Stack {
  readonly addresses: Addresses;
  /** The users of the seed. */
  readonly sampleUsers: readonly SeedUser[];
  /** The template as it runs now. */
  readonly template: ResolvedTemplate;
  /** The template's outputs, with the addresses on this machine of its own API, user pool domain and distribution. */
  readonly outputs: ResolvedTemplate['outputs'];
  readonly lambda: LambdaService;
  /** Ends functions and servers, and closes the state. @throws what went wrong, after everything was tried */
  close(): Promise<void>;
}

/**
 * Builds a template and runs it: its functions, its API and the services that it declares, all on 127.0.0.1.
 * @throws InvalidTemplateError, InvalidContractError, BuildFailedError, PortInUseError, SeedError, and what
 *   services say about resources that they cannot create; nothing runs then
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stack = new RunningStack(options);
  try {
    await stack.start();
    return stack;
  } catch (error) {
    // What cannot be ended either is told, but it is not why the stack did not start.
    await stack.close().catch((endError: unknown) => options.log({ type: 'defect', error: endError, where: 'end' }));
    throw error;
  }
}
