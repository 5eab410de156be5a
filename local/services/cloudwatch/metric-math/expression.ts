/** The functions of metric math that are simulated, by what they do with time series. */
export const aggregations = ['SUM', 'MAX', 'MIN', 'AVG'] as const;

export type Aggregation = (typeof aggregations)[number];

/** The operators of metric math, those that bind least first. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
export const operators = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
] as const;

export type Operator = (typeof operators)[number][number];

/** A parsed expression of metric math. */
export type Expression =
  | { readonly type: 'number'; readonly value: number }
  /** The id of a metric or of another expression. */
  | { readonly type: 'id'; readonly id: string }
  /** All metrics, or those whose ids hold a text. */
  | { readonly type: 'metrics'; readonly part: string }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  | { readonly type: 'negative'; readonly of: Expression }
  | { readonly type: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'aggregation'; readonly name: Aggregation; readonly of: Expression }
  | { readonly type: 'fill'; readonly of: Expression; readonly by: Expression | 'REPEAT' }
  | { readonly type: 'if'; readonly test: Expression; readonly then: Expression; readonly otherwise?: Expression };
