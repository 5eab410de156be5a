import { sqlError } from '../errors.ts';
import type { PathStep } from './ast.ts';
import type { TokenStream } from './token-stream.ts';

/** How many steps a path may have. */
const maxSteps = 250;

/** Parses the `.name`, `['name']`, `[1]`, `.*` and `[*]` that follow a name. */
export function parsePathSteps(tokens: TokenStream): PathStep[] {
  const steps: PathStep[] = [];
  for (;;) {
    const at = tokens.peek();
    if (tokens.acceptSymbol('.')) steps.push(dotStep(tokens));
    else if (tokens.acceptSymbol('[')) steps.push(bracketStep(tokens));
    else return steps;
    if (steps.length > maxSteps) {
      throw sqlError('MaxOperatorsExceeded', `A path may have ${maxSteps} steps, this one has more`, at);
    }
  }
}

function dotStep(tokens: TokenStream): PathStep {
  if (tokens.acceptSymbol('*')) return { kind: 'members' };
  const token = tokens.peek();
  if (token.kind !== 'identifier' && token.kind !== 'quoted') {
    const hint = token.kind === 'keyword' ? ' (a reserved word must be written in double quotes)' : '';
    throw tokens.unexpected('ParseInvalidPathComponent', `Invalid path component${hint}`);
  }
  tokens.take();
  return { kind: 'field', field: { name: token.value, exact: token.kind === 'quoted' } };
}

function bracketStep(tokens: TokenStream): PathStep {
  const token = tokens.peek();
  const step = insideBrackets(token.kind, token.value);
  if (step === undefined) throw tokens.unexpected('ParseInvalidPathComponent', 'Invalid path component');
  tokens.take();
  tokens.expectSymbol(']');
  return step;
}

function insideBrackets(kind: string, value: string): PathStep | undefined {
  if (kind === 'symbol' && value === '*') return { kind: 'elements' };
  if (kind === 'string') return { kind: 'field', field: { name: value, exact: true } };
  if (kind === 'number' && /^[0-9]{1,9}$/.test(value)) return { kind: 'index', index: Number(value) };
  return undefined;
}
