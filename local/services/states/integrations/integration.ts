import type { Json } from '../../../json.ts';
import type { World } from '../engine/world.ts';

/** What a Task state's `Resource` stands for. */
export interface Integration {
  /** How history tells of it: a function that is named directly has events of its own. */
  readonly events:
    | { readonly kind: 'function'; readonly resource: string }
    | { readonly kind: 'task'; readonly resourceType: string; readonly resource: string };
  /** Whether the result is what somebody sends with the task's token, in place of what the call answers. */
  readonly waitsForToken: boolean;
  /** Refuses arguments that cannot be meant. @throws StatesError */
  check?(given: Json): void;
  /** @throws StatesError */
  call(given: Json, world: World): Promise<Json>;
  /** Waits for what the call started. @throws StatesError */
  completion?(submitted: Json, world: World): Promise<Json>;
}
