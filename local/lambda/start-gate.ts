/** Milliseconds after which an environment that still loads makes room: what waits in it for something else needs no processor. */
const longestStay = 1000;

/** Lets only so many environments load at a time: more would only make each slower, and what runs meanwhile too. */
export class StartGate {
  readonly #places: number;
  #taken = 0;
  readonly #queue: { readonly isAwaited: () => boolean; readonly enter: () => void }[] = [];

  /** @param places how many may load at a time */
  constructor(places: number) {
    this.#places = places;
  }

  /**
   * Resolves when there is room.
   * @param isAwaited whether somebody waits for what will be loaded; asked whenever there is room, since those come first
   * @returns gives the room back; it is given back by itself after a while
   */
  async enter(isAwaited: () => boolean): Promise<() => void> {
    if (this.#taken >= this.#places) await new Promise<void>((enter) => this.#queue.push({ isAwaited, enter }));
    else this.#taken += 1;
    const timer = setTimeout(() => leave(), longestStay);
    timer.unref();
    let isInside = true;
    const leave = (): void => {
      if (!isInside) return;
      isInside = false;
      clearTimeout(timer);
      // Whoever comes next takes over the place.
      const next = this.#next();
      if (next === undefined) this.#taken -= 1;
      else next();
    };
    return leave;
  }

  /** Takes the next out of the queue. */
  #next(): (() => void) | undefined {
    const awaited = this.#queue.findIndex(({ isAwaited }) => isAwaited());
    const [next] = this.#queue.splice(Math.max(0, awaited), 1);
    return next?.enter;
  }
}
