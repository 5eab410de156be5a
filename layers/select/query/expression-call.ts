import { sqlError } from '../errors.ts';
import type { Expression } from '../sql/ast.ts';
import type { Compile, Scope } from './expression.ts';
import { functions } from './functions.ts';
import type { Evaluator, Row } from './row.ts';

/** The call of a scalar function, or an aggregate of the select list. */
export function compileCall(
  expression: Expression & { kind: 'call' | 'aggregate' },
  scope: Scope,
  compile: Compile,
): Evaluator {
  return expression.kind === 'call' ? scalar(expression, scope, compile) : aggregate(expression, scope, compile);
}

function scalar(expression: Expression & { kind: 'call' }, scope: Scope, compile: Compile): Evaluator {
  const { name, args, at } = expression;
  const found = functions.get(name);
  if (!found) throw sqlError('UnsupportedFunction', `Unknown function ${name.toUpperCase()}`, at);
  const [fewest, most] = found.arity;
  if (args.length < fewest || args.length > most) {
    const wanted =
      most === fewest ? `exactly ${fewest}` : most === Infinity ? `at least ${fewest}` : `${fewest} or ${most}`;
    const message = `${name.toUpperCase()} takes ${wanted} argument(s), found ${args.length}`;
    throw sqlError('EvaluatorInvalidArguments', message, at);
  }
  return found.compile(
    args.map((arg) => compile(arg)),
    { name: name.toUpperCase(), at, clock: scope.clock },
  );
}

function aggregate(expression: Expression & { kind: 'aggregate' }, scope: Scope, compile: Compile): Evaluator {
  const { name, argument, at } = expression;
  const { aggregates } = scope;
  if (!aggregates) {
    throw sqlError('UnsupportedSqlOperation', `${name.toUpperCase()} may only stand in the select list`, at);
  }
  const index = aggregates.length;
  aggregates.push({ name, argument: argument && compile(argument, { ...scope, aggregates: undefined }), at });
  return (row: Row) => row.accumulators[index]?.result() ?? null;
}
