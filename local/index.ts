export { isExpected } from './stack/expected-error.ts';
export { startStack, type Addresses, type Stack, type StackOptions } from './stack/stack.ts';
export type { StackEvent } from './stack/stack-event.ts';
export type { SeedUser } from './stack/seed.ts';
export { usualPorts, type Ports } from './stack/ports.ts';
