import { leadsTo, readNext } from './state-fields.ts';
import type { ReadState } from './state-fields.ts';

/** Pass: hands its input on, or what its fields make of it. https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html */
export const readPass: ReadState = (from) => {
  const { name, type, fields, language } = from;
  const isPath = language.name === 'JSONPath';
  const flow = language.flow(fields, { arguments: isPath, result: isPath, assign: true });
  const result = language.passResult(fields, flow);
  const next = readNext(from);
  return {
    name,
    type,
    ...leadsTo(next),
    async run(visit) {
      const frame = visit.frame();
      return { ...(await flow.leave(frame, await result(frame))), next };
    },
  };
};
