import type { ReadState } from './state-fields.ts';

/** Succeed: ends its thread. https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export const readSucceed: ReadState = ({ name, type, fields, language }) => {
  const flow = language.flow(fields, {});
  return {
    name,
    type,
    targets: [],
    isTerminal: true,
    async run(visit) {
      const frame = visit.frame();
      return { ...(await flow.leave(frame, await flow.input(frame))), next: null };
    },
  };
};
