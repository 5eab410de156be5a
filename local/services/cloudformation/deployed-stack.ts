import type { ResolvedTemplate } from '../../template/model.ts';

/** The stack of this process, as CloudFormation would tell of it. */
export interface DeployedStack {
  readonly template: ResolvedTemplate;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** When the template changed last; undefined when it is the one of the start. */
  readonly updatedAt: number | undefined;
  /** Whether everything that the template declares is there. */
  readonly isComplete: boolean;
  /** What the function of a custom resource called the thing that it made; undefined before that. */
  readonly madeBy: (logicalId: string) => string | undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#status-codes */
export function statusOf({ isComplete, updatedAt }: DeployedStack): string {
  return `${updatedAt === undefined ? 'CREATE' : 'UPDATE'}_${isComplete ? 'COMPLETE' : 'IN_PROGRESS'}`;
}

/** A time as the query protocol writes it. */
export const timestamp = (milliseconds: number): string => new Date(milliseconds).toISOString();
