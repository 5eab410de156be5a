export { isExpected, startStack, type Addresses, type Stack, type StackOptions } from './stack.ts';
export type { StackEvent } from './stack-event.ts';
export type { SeedUser } from './seed.ts';
export { usualPorts, type Ports } from './ports.ts';
