import type { SqlPosition } from '../errors.ts';
import type { CastType } from '../values/cast.ts';
import type { Scalar } from '../values/value.ts';

/** A name as the query spells it: unquoted names match keys whatever their case, quoted ones exactly. */
export interface FieldName {
  name: string;
  exact: boolean;
}

/** A step of a path, behind its first name. */
export type PathStep =
  | { kind: 'field'; field: FieldName }
  | { kind: 'index'; index: number }
  /** `[*]`: all elements of a list. */
  | { kind: 'elements' }
  /** `.*`: all members of a struct. */
  | { kind: 'members' };

/** A path in an expression: holds a wildcard nowhere but behind IN. */
export interface PathExpression {
  kind: 'path';
  root: FieldName;
  steps: PathStep[];
  at: SqlPosition;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '||';

/** An expression; `at` is where it stands in the SQL, an operator where its sign does. */
export type Expression =
  | { kind: 'literal'; value: Scalar; at: SqlPosition }
  | { kind: 'missing'; at: SqlPosition }
  | PathExpression
  | { kind: 'and' | 'or'; operands: Expression[]; at: SqlPosition }
  | { kind: 'not' | 'negate'; operand: Expression; at: SqlPosition }
  | { kind: 'compare'; operator: ComparisonOperator; left: Expression; right: Expression; at: SqlPosition }
  | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Expression; right: Expression; at: SqlPosition }
  | { kind: 'like'; value: Expression; pattern: Expression; escape: Expression | undefined; at: SqlPosition }
  | { kind: 'in'; value: Expression; list: Expression[]; at: SqlPosition }
  /** `x IN path`: the list comes from the data. */
  | { kind: 'in-value'; value: Expression; list: Expression; at: SqlPosition }
  | { kind: 'between'; value: Expression; low: Expression; high: Expression; at: SqlPosition }
  | { kind: 'is'; value: Expression; type: 'null' | 'missing'; at: SqlPosition }
  | {
      kind: 'case';
      /** What each WHEN is compared with; without it each is a condition of its own. */
      subject: Expression | undefined;
      whens: { when: Expression; then: Expression }[];
      otherwise: Expression | undefined;
      at: SqlPosition;
    }
  | { kind: 'list'; items: Expression[]; at: SqlPosition }
  | { kind: 'struct'; names: string[]; values: Expression[]; at: SqlPosition }
  | { kind: 'cast'; value: Expression; type: CastType; at: SqlPosition }
  /** Words of a call's own syntax, such as the part of a date or LEADING, are string literals among its arguments. */
  | { kind: 'call'; name: string; args: Expression[]; at: SqlPosition }
  /** `argument` is undefined for `COUNT(*)`. */
  | { kind: 'aggregate'; name: AggregateName; argument: Expression | undefined; at: SqlPosition };

export type AggregateName = 'count' | 'sum' | 'avg' | 'min' | 'max';

/** A column of the select list; `path.*` spreads a struct into the row. */
export type SelectItem =
  { kind: 'expression'; expression: Expression; alias: string | undefined } | { kind: 'spread'; path: PathExpression };

/** What the rows are. */
export interface FromClause {
  /** The steps after `S3Object[*]`; the first wildcard of the clause is implied and not among them. */
  steps: PathStep[];
  /** Names by which expressions may call the row. */
  rowNames: FieldName[];
  at: SqlPosition;
}

/** A query as it was parsed. */
export interface SelectStatement {
  /** `'*'` when the list is a lone asterisk. */
  items: '*' | SelectItem[];
  from: FromClause;
  where: Expression | undefined;
  limit: Expression | undefined;
}
