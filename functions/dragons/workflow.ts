/** Decides about reports, after they were taken. */
export interface Workflow {
  /**
   * Starts working a report off. Starting it again does nothing.
   * @throws WorkflowUnavailableError
   */
  start(reportId: string): Promise<void>;
}

/** The workflow cannot be started now. */
export class WorkflowUnavailableError extends Error {
  override readonly name = 'WorkflowUnavailableError';
}
