import { sqlError, type SelectError } from '../errors.ts';
import type { FieldName, FromClause, PathStep, SelectItem, SelectStatement } from './ast.ts';
import { ExpressionParser } from './expression-parser.ts';
import { parsePathSteps } from './path-steps.ts';
import { TokenStream } from './token-stream.ts';

/** Clauses of SQL that S3 Select does not have: named in the error instead of "unexpected token". */
const foreignClauses = new Set(['order', 'group', 'having', 'union', 'intersect', 'except', 'pivot', 'unpivot']);
const joinWords = new Set(['join', 'inner', 'left', 'right', 'full', 'cross', 'natural', 'outer']);
const otherStatements = new Set(['insert', 'update', 'delete', 'create', 'drop', 'alter', 'exec', 'execute', 'grant']);

/**
 * Parses `SELECT … FROM S3Object … [WHERE …] [LIMIT …] [;]`.
 *
 * @throws SelectError with a `Lexer…`, `Parse…` or `Unsupported…` code and the place in the text.
 */
export function parse(sql: string): SelectStatement {
  const tokens = new TokenStream(sql);
  const expressions = new ExpressionParser(tokens);
  const statement = parseStatement(tokens, expressions);
  tokens.acceptSymbol(';');
  const next = tokens.peek();
  if (next.kind === 'end') return statement;
  if (foreignClauses.has(next.value)) {
    throw sqlError('UnsupportedSqlStructure', `${next.text.toUpperCase()} is not supported by S3 Select`, next);
  }
  throw tokens.unexpected('ParseUnexpectedToken');
}

function parseStatement(tokens: TokenStream, expressions: ExpressionParser): SelectStatement {
  const first = tokens.peek();
  if (first.kind === 'keyword' && otherStatements.has(first.value)) {
    throw sqlError('UnsupportedSqlOperation', `Only SELECT is supported, not ${first.text.toUpperCase()}`, first);
  }
  tokens.expectKeyword('select', 'ParseUnexpectedToken');
  const items = parseSelectList(tokens, expressions);
  if (!tokens.acceptKeyword('from')) {
    const code = tokens.peek().kind === 'end' ? 'ParseSelectMissingFrom' : unexpectedCode(tokens);
    throw tokens.unexpected(code, 'Expected FROM after the select list');
  }
  const from = parseFrom(tokens);
  const where = tokens.acceptKeyword('where') ? expressions.parse() : undefined;
  const limit = tokens.acceptKeyword('limit') ? parseLimit(tokens, expressions) : undefined;
  return { items, from, where, limit };
}

function unexpectedCode(tokens: TokenStream): string {
  const { kind } = tokens.peek();
  return kind === 'keyword' ? 'ParseUnExpectedKeyword' : 'ParseUnexpectedToken';
}

function parseLimit(tokens: TokenStream, expressions: ExpressionParser) {
  const next = tokens.peek();
  if (next.kind === 'end' || next.value === ';') throw tokens.unexpected('ParseExpectedNumber', 'Expected a number');
  return expressions.parse();
}

function parseSelectList(tokens: TokenStream, expressions: ExpressionParser): '*' | SelectItem[] {
  if (tokens.isKeyword('distinct') || tokens.isKeyword('value') || tokens.isKeyword('all')) {
    throw tokens.unexpected('ParseUnsupportedSelect', 'SELECT DISTINCT, ALL and VALUE are not supported');
  }
  if (tokens.isKeyword('from') || tokens.peek().kind === 'end') {
    throw tokens.unexpected('ParseEmptySelect', 'The select list is empty');
  }
  if (tokens.acceptSymbol('*')) {
    if (tokens.isSymbol(',')) throw asteriskNotAlone(tokens);
    return '*';
  }
  const items: SelectItem[] = [];
  do {
    if (tokens.isSymbol('*')) throw asteriskNotAlone(tokens);
    items.push(parseSelectItem(tokens, expressions));
  } while (tokens.acceptSymbol(','));
  return items;
}

function asteriskNotAlone(tokens: TokenStream) {
  return tokens.unexpected('ParseAsteriskIsNotAloneInSelectList', '* must stand alone in the select list');
}

function parseSelectItem(tokens: TokenStream, expressions: ExpressionParser): SelectItem {
  const at = tokens.peek();
  const expression = expressions.parse();
  if (expression.kind === 'path') {
    const wildcard = expression.steps.findIndex((step) => step.kind === 'members' || step.kind === 'elements');
    if (wildcard >= 0) {
      const last = expression.steps.at(-1);
      const steps = expression.steps.slice(0, -1);
      if (last?.kind !== 'members' || wildcard !== steps.length) {
        throw sqlError('ParseInvalidContextForWildcardInSelectList', 'A wildcard must end its path', at);
      }
      if (steps.some((step) => step.kind === 'index')) {
        throw sqlError('ParseCannotMixSqbAndWildcardInSelectList', 'Cannot mix [] and * in one path', at);
      }
      return { kind: 'spread', path: { ...expression, steps } };
    }
  }
  const alias = parseAlias(tokens);
  return { kind: 'expression', expression, alias: alias?.name };
}

function parseAlias(tokens: TokenStream): FieldName | undefined {
  const named = tokens.acceptKeyword('as');
  const next = tokens.peek();
  if (next.kind === 'identifier' || next.kind === 'quoted') {
    tokens.take();
    return { name: next.value, exact: next.kind === 'quoted' };
  }
  if (named) throw tokens.unexpected('ParseExpectedIdentForAlias', 'Expected an identifier for the alias');
  return undefined;
}

function parseFrom(tokens: TokenStream): FromClause {
  const table = tokens.peek();
  if (table.kind === 'symbol' && table.value === '(') {
    throw sqlError('UnsupportedSqlStructure', 'Subqueries are not supported by S3 Select', table);
  }
  if (table.kind !== 'identifier' && table.kind !== 'quoted') {
    throw tokens.unexpected(unexpectedCode(tokens), 'Expected S3Object after FROM');
  }
  if (table.value.toLowerCase() !== 's3object') {
    throw sqlError('InvalidDataSource', `Unknown table '${table.text}', only S3Object can be queried`, table);
  }
  tokens.take();
  const path = parsePathSteps(tokens);
  if (path.length > 0 && path[0]?.kind !== 'elements') {
    throw sqlError('InvalidKeyPath', 'A path in FROM must begin with S3Object[*]', table);
  }
  const steps = path.slice(1);
  const alias = parseAlias(tokens);
  if (tokens.isSymbol(',')) {
    throw tokens.unexpected('MultipleDataSourcesUnsupported', 'FROM can name S3Object once');
  }
  if (tokens.peek().kind === 'keyword' && joinWords.has(tokens.peek().value)) {
    throw tokens.unexpected('ParseMalformedJoin', 'Joins are not supported by S3 Select');
  }
  if (tokens.acceptKeyword('at')) throw positionName(tokens);
  return { steps, rowNames: alias ? [alias] : defaultRowNames(path), at: table };
}

/** `AT name`, which names the position of a row in PartiQL. */
function positionName(tokens: TokenStream): SelectError {
  const { kind } = tokens.peek();
  if (kind !== 'identifier' && kind !== 'quoted') {
    return tokens.unexpected('ParseExpectedIdentForAt', 'Expected an identifier after AT');
  }
  return tokens.unexpected('ParseUnsupportedSyntax', 'AT is not supported by S3 Select');
}

/**
 * Without an alias the row is called like the last name of the path, or `_1` after a wildcard; `FROM S3Object` calls it
 * S3Object. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html
 */
function defaultRowNames(path: PathStep[]): FieldName[] {
  const last = path.at(-1);
  const table = { name: 'S3Object', exact: false };
  if (last === undefined) return [table];
  if (last.kind === 'field') return [last.field];
  const first = { name: '_1', exact: false };
  return path.length === 1 ? [first, table] : [first];
}
