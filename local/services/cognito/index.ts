export { cognito } from './cognito.ts';
export type { Cognito, CognitoOptions, SampleUser } from './cognito.ts';
export type { CognitoAddresses } from './cognito-service.ts';
export { cognitoResourceTypes, declarationProblem } from './declarations/declarations.ts';
export type { DomainServer, DomainServerOptions } from './domain/domain-server.ts';
export { FieldError, UnsupportedPropertyError } from './fields.ts';
