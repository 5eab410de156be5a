export type { AccessLogEntry, GatewayOptions, MethodSetting, UserPool } from './options.ts';
export type { GatewayBehaviour } from './behaviour.ts';
export { DefinitionError, type DefinitionProblem } from './definition/definition-error.ts';
export { createGateway, type Gateway } from './gateway.ts';
export { gatewayServer } from './gateway-server.ts';
