import { StatesError } from '../states-error.ts';
import type { ReadState } from './state-fields.ts';

/** Fail: ends the execution with an error, or its branch. https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export const readFail: ReadState = ({ name, type, fields, language }) => {
  const error = language.text(fields, 'Error');
  const cause = language.text(fields, 'Cause');
  return {
    name,
    type,
    targets: [],
    isTerminal: true,
    async run(visit) {
      const frame = visit.frame();
      throw new StatesError(await error?.(frame), await cause?.(frame));
    },
  };
};
