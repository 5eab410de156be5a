export { asynchronousInvoker, type AsynchronousInvoker } from './asynchronous-invoker.ts';
export { eventInvokeConfig, eventInvokeProblem } from './event-invoke-config.ts';
export { InvalidFunctionError, type FunctionConfig } from './function-config.ts';
export type { FunctionLogLine } from './execution-environment.ts';
export { invokeApi } from './invoke-api.ts';
export { lambdaService, type LambdaOptions, type LambdaService } from './lambda-service.ts';
