import { errorNames, ownError } from '../states-error.ts';
import type { Fields } from '../definition/fields.ts';
import type { ChoiceRule, QueryLanguage } from '../language/query-language.ts';
import type { ReadState } from './state-fields.ts';

/** Choice: goes where the first rule that holds leads. https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export const readChoice: ReadState = ({ name, type, fields, language }) => {
  const choices = fields.objects('Choices').map((rule) => readRule(rule, language));
  if (choices.length === 0) fields.problem('Choices', 'A Choice state has at least one rule');
  const otherwise = fields.text('Default');
  const flow = language.flow(fields, { assign: true });
  return {
    name,
    type,
    targets: [...choices.map(({ next }) => next), ...(otherwise === undefined ? [] : [otherwise])],
    isTerminal: false,
    async run(visit) {
      const entered = visit.frame();
      const frame = { ...entered, input: await flow.input(entered) };
      for (const { rule, next } of choices) {
        if (await rule.matches(frame)) return { ...(await rule.leave(entered, flow)), next };
      }
      if (otherwise !== undefined) return { ...(await flow.leave(entered, frame.input)), next: otherwise };
      const message = 'Failed to transition out of the state. The state does not point to a next state.';
      throw ownError(errorNames.runtime, message);
    },
  };
};

function readRule(fields: Fields, language: QueryLanguage): { readonly rule: ChoiceRule; readonly next: string } {
  const next = fields.requiredText('Next');
  fields.any('Comment');
  const rule = language.choiceRule(fields);
  fields.finish();
  return { rule, next };
}
