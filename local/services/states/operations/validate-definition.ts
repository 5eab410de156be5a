import { optionalEnum, requiredString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { InvalidDefinitionError } from '../definition/problem.ts';
import { compileDefinition } from '../definition/compile-definition.ts';
import type { DefinitionSetting } from '../definition/compile-definition.ts';
import type { SecondOpinion } from '../definition/second-opinion.ts';
import { limitOf } from './page.ts';

interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  readonly location?: string;
}

/**
 * ValidateStateMachineDefinition: what keeps the definition from running here are errors, what only asl-validator objects to are warnings.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export async function validateDefinition(
  secondOpinion: SecondOpinion,
  canCall: DefinitionSetting['canCall'],
  input: JsonInput,
): Promise<object> {
  const definition = requiredString(input, 'definition', { minLength: 1, maxLength: 1_048_576, sensitive: true });
  const type = optionalEnum(input, 'type', ['STANDARD', 'EXPRESS']) ?? 'STANDARD';
  const severity = optionalEnum(input, 'severity', ['ERROR', 'WARNING']) ?? 'ERROR';
  const most = limitOf(input, 100);
  const errors = errorsOf(definition, { type, canCall });
  const warnings = errors.length > 0 || severity === 'ERROR' ? [] : await warningsOf(secondOpinion, definition);
  const all = [...errors, ...warnings];
  return {
    result: errors.length > 0 ? 'FAIL' : 'OK',
    diagnostics: all.slice(0, most),
    truncated: all.length > most,
  };
}

function errorsOf(definition: string, setting: DefinitionSetting): Diagnostic[] {
  try {
    compileDefinition(definition, setting);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidDefinitionError)) throw error;
    return error.problems.map((problem) => ({ severity: 'ERROR', ...problem }));
  }
}

async function warningsOf(secondOpinion: SecondOpinion, definition: string): Promise<Diagnostic[]> {
  const { text } = compileDefinition(definition, { type: 'STANDARD', canCall: () => true });
  return (await secondOpinion.ask(text)).map((message) => ({ severity: 'WARNING', code: 'ASL_VALIDATOR', message }));
}
