import type { AccessLogEntry } from '../gateway/index.ts';
import type { FunctionLogLine } from '../lambda/index.ts';
import type { AlarmChange } from '../services/cloudwatch/index.ts';

/** What a running stack has to say. */
export type StackEvent =
  /** A request to the API was answered. */
  | { readonly type: 'request'; readonly entry: AccessLogEntry }
  /** A function wrote a line. */
  | { readonly type: 'function'; readonly line: FunctionLogLine }
  /** Cognito would have sent this by mail. */
  | { readonly type: 'mail'; readonly line: string }
  /** An alarm of the template changed its state. */
  | { readonly type: 'alarm'; readonly change: AlarmChange }
  /** A change is live. */
  | { readonly type: 'reloaded'; readonly what: string; readonly milliseconds: number }
  /** Something cannot be run; what ran before goes on. Each line names a place. */
  | { readonly type: 'problem'; readonly text: string }
  /** An error of the stack itself. */
  | { readonly type: 'defect'; readonly error: unknown; readonly where: string }
  /** A step of the start is done, so many milliseconds after the process began. */
  | { readonly type: 'step'; readonly name: string; readonly milliseconds: number };
