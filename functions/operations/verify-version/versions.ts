import type { TargetVersion } from './app-spec.ts';

/** How an invocation of a version ended. */
export type Outcome =
  | { readonly type: 'returned'; readonly payload: unknown }
  /** The function threw; its message stays out, since it may say what somebody typed. */
  | { readonly type: 'failed'; readonly errorType: string };

/** Invokes one version of a function, past its alias. @throws what the service's client throws */
export type InvokeVersion = (target: TargetVersion, event: unknown, signal: AbortSignal) => Promise<Outcome>;
