import type { Expression } from './ast.ts';

/** The expressions directly inside an expression. */
export function children(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'missing':
    case 'path':
      return [];
    case 'and':
    case 'or':
      return expression.operands;
    case 'not':
    case 'negate':
      return [expression.operand];
    case 'compare':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'like':
      return [expression.value, expression.pattern, ...(expression.escape ? [expression.escape] : [])];
    case 'in':
      return [expression.value, ...expression.list];
    case 'in-value':
      return [expression.value, expression.list];
    case 'between':
      return [expression.value, expression.low, expression.high];
    case 'is':
      return [expression.value];
    case 'case':
      return [
        ...(expression.subject ? [expression.subject] : []),
        ...expression.whens.flatMap(({ when, then }) => [when, then]),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ];
    case 'list':
      return expression.items;
    case 'struct':
      return expression.values;
    case 'cast':
      return [expression.value];
    case 'call':
      return expression.args;
    case 'aggregate':
      return expression.argument ? [expression.argument] : [];
  }
}
