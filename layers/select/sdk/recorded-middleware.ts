/** Something that middleware can be put on: a stack of the AWS SDK. */
export interface MiddlewareTarget {
  add(middleware: unknown, options?: unknown): void;
  addRelativeTo(middleware: unknown, options: unknown): void;
  use(plugin: MiddlewarePlugin): void;
  remove(toRemove: unknown): boolean;
  removeByTag(tag: string): boolean;
}

/** What puts middleware on a stack by itself. */
export interface MiddlewarePlugin {
  applyToStack(stack: unknown): void;
}

type Step = (stack: MiddlewareTarget) => void;

/**
 * The middleware of one command. It looks like the AWS SDK's own stack, and keeps what is put on it until there is a
 * GetObject to put it on; the SDK, and with it a real stack, is loaded only then.
 */
export class RecordedMiddleware implements MiddlewareTarget, MiddlewarePlugin {
  #steps: Step[] = [];

  add(middleware: unknown, options?: unknown): void {
    this.#steps.push((stack) => stack.add(middleware, options));
  }

  addRelativeTo(middleware: unknown, options: unknown): void {
    this.#steps.push((stack) => stack.addRelativeTo(middleware, options));
  }

  use(plugin: MiddlewarePlugin): void {
    this.#steps.push((stack) => stack.use(plugin));
  }

  /** Takes middleware off again, here or from what GetObject has of its own; whether there is any, shows only then. */
  remove(toRemove: unknown): boolean {
    this.#steps.push((stack) => stack.remove(toRemove));
    return true;
  }

  removeByTag(tag: string): boolean {
    this.#steps.push((stack) => stack.removeByTag(tag));
    return true;
  }

  applyToStack(stack: MiddlewareTarget): void {
    for (const step of this.#steps) step(stack);
  }

  clone(): RecordedMiddleware {
    const copy = new RecordedMiddleware();
    copy.#steps = [...this.#steps];
    return copy;
  }

  concat(from: { applyToStack(stack: MiddlewareTarget): void }): RecordedMiddleware {
    const both = this.clone();
    from.applyToStack(both);
    return both;
  }

  /** The SDK prints this while it is debugged; nothing has a place in an order yet. */
  identify(): string[] {
    return [];
  }

  identifyOnResolve(): boolean {
    return false;
  }

  resolve(): never {
    throw new Error('The middleware of a command is resolved together with that of its client: send the command.');
  }
}
