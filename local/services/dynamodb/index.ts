export type { ChangeRead, ChangeRecord, ChangeShard, ChangeStreams, WireItem } from './change-streams.ts';
export { dynamoDb } from './dynamodb.ts';
export type { DynamoDb, DynamoDbOptions } from './dynamodb.ts';
export { declarationProblem, tableProperties } from './tables/declaration.ts';
export type { TableDeclaration } from './tables/declaration.ts';
