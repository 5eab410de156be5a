/** Tells whoever waits that there may be something new. Nothing that is told between a look and a wait is missed. */
export class ChangeNotice {
  #version = 0;
  #waiting = new Set<() => void>();

  /** Grows with every notice. Taken before a look, it tells a later wait what was known then. */
  get version(): number {
    return this.#version;
  }

  give(): void {
    this.#version += 1;
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
  }

  /** Resolves with the first notice after that version. */
  async after(version: number): Promise<void> {
    if (this.#version > version) return;
    await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }
}
