import type { NumberDatum } from './data.ts';

/** A name as the query is to spell it. Unquoted, it means a key whatever its case. */
export interface Name {
  text: string;
  quoted: boolean;
}

/** `.name`, `['text']`, `[0]`, `.*`, `[*]` */
export type Step =
  | { kind: 'name'; name: Name }
  | { kind: 'key'; text: string }
  | { kind: 'index'; index: number }
  | { kind: 'members' }
  | { kind: 'elements' };

export interface PathModel {
  kind: 'path';
  root: Name;
  steps: Step[];
}

export type Comparison = '=' | '<>' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export interface AggregateModel {
  name: 'count' | 'sum' | 'avg' | 'min' | 'max';
  argument: ExpressionModel | undefined;
}

/** An expression as the generators make it; how it is spelled is the printer's, what it means the oracle's. */
export type ExpressionModel =
  | { kind: 'literal'; value: null | boolean | string | NumberDatum }
  | { kind: 'missing' }
  | PathModel
  | { kind: 'and' | 'or'; operands: ExpressionModel[] }
  | { kind: 'not' | 'negate'; operand: ExpressionModel }
  | { kind: 'compare'; operator: Comparison; left: ExpressionModel; right: ExpressionModel }
  | { kind: 'arithmetic'; operator: Arithmetic; left: ExpressionModel; right: ExpressionModel }
  | { kind: 'concat'; left: ExpressionModel; right: ExpressionModel }
  | { kind: 'like'; negated: boolean; value: ExpressionModel; pattern: ExpressionModel; escape: string | undefined }
  | { kind: 'in'; negated: boolean; value: ExpressionModel; list: ExpressionModel[] | PathModel }
  | { kind: 'between'; negated: boolean; value: ExpressionModel; low: ExpressionModel; high: ExpressionModel }
  | { kind: 'is'; negated: boolean; value: ExpressionModel; type: 'null' | 'missing' }
  | {
      kind: 'case';
      subject: ExpressionModel | undefined;
      whens: { when: ExpressionModel; then: ExpressionModel }[];
      otherwise: ExpressionModel | undefined;
    }
  | {
      kind: 'call';
      name: 'lower' | 'upper' | 'char_length' | 'coalesce' | 'nullif' | 'substring';
      args: ExpressionModel[];
    }
  | {
      kind: 'trim';
      side: 'leading' | 'trailing' | 'both' | undefined;
      characters: ExpressionModel | undefined;
      value: ExpressionModel;
    };

export type ColumnModel =
  { kind: 'expression'; expression: ExpressionModel; alias: Name | undefined } | { kind: 'spread'; path: PathModel };

export interface QueryModel {
  columns: '*' | ColumnModel[] | { aggregates: { aggregate: AggregateModel; alias: Name | undefined }[] };
  /** The steps behind `S3Object[*]`. */
  from: Step[];
  alias: Name | undefined;
  where: ExpressionModel | undefined;
  limit: number | undefined;
}
