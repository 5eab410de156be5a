/** What an attempt of a task comes to when nobody ever hears of it. */
export const noAnswer = Symbol('no answer');

/**
 * Stands between the workflow and the work of a task.
 * @param work does it
 * @returns what the work answered, or {@link noAnswer}
 */
export type Fault = (work: () => Promise<unknown>) => Promise<unknown>;

/** What goes wrong, by the name of the state: what happens to its attempts, which count from 1 over all executions. */
export type Faults = Readonly<Partial<Record<string, (attempt: number) => Fault | undefined>>>;

/** An error of a task, by the name that `ErrorEquals` knows. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  readonly errorName: string;

  constructor(errorName: string, message: string) {
    super(message);
    this.errorName = errorName;
  }
}

/** The task fails before it has done anything. */
export function fails(errorName: string, message = 'It was made to fail.'): Fault {
  return () => Promise.reject(new TaskFailure(errorName, message));
}

/** The task fails after it has done everything. */
export function failsAfterwards(errorName: string): Fault {
  return async (work) => {
    await work();
    throw new TaskFailure(errorName, 'It failed after its work was done.');
  };
}

/** The task does nothing and never answers. */
export const hangs: Fault = async () => noAnswer;

/** The task does everything, but nobody hears of it. */
export const losesItsAnswer: Fault = async (work) => {
  await work();
  return noAnswer;
};

/** Lambda or the service has too much to do. */
export const isThrottled: Fault = fails('throttled', 'Rate exceeded');

/** It happens every time. */
export const always = (fault: Fault) => (): Fault => fault;

/** It happens to the first attempts. */
export const first =
  (count: number, fault: Fault) =>
  (attempt: number): Fault | undefined =>
    attempt <= count ? fault : undefined;
