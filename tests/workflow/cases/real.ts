import type { FunctionConfig } from '../../../local/lambda/index.ts';
import { startRealTasks, type RealTasks } from '../testing/real-tasks.ts';
import { startWorkflow, type Ended } from '../testing/workflow.ts';
import type { Faults } from '../testing/faults.ts';

/** What the cases with real functions share; the functions are there when the first of them runs. */
export interface Real {
  readonly tasks: RealTasks;
  /** Runs the workflow for a report on a Step Functions of its own. */
  readonly run: (reportId: string, faults?: Faults) => Promise<Ended>;
}

/** Everything that real executions left in their histories. */
export const realHistories: string[] = [];

/** Starts what the cases with real functions share. */
export async function startReal(functions: readonly FunctionConfig[]): Promise<Real> {
  const tasks = await startRealTasks(functions);
  return {
    tasks,
    async run(reportId, faults = {}) {
      const workflow = await startWorkflow({ tasks, faults });
      try {
        const ended = await workflow.run(reportId);
        realHistories.push(JSON.stringify(ended.history));
        return ended;
      } finally {
        await workflow.close();
      }
    },
  };
}
