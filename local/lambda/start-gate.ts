/** Milliseconds after which an environment that still loads makes room: what waits in it for something else needs no processor. */
const longestStay = 1000;

/** Lets only so many environments load at a time: more would only make each slower, and what runs meanwhile too. */
export class StartGate {
  readonly #places: number;
  #taken = 0;
  readonly #queue: (() => void)[] = [];

  /** @param places how many may load at a time */
  constructor(places: number) {
    this.#places = places;
  }

  /** Resolves when there is room. @returns gives the room back; it is given back by itself after a while */
  async enter(): Promise<() => void> {
    if (this.#taken >= this.#places) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#taken += 1;
    const timer = setTimeout(() => leave(), longestStay);
    timer.unref();
    let isInside = true;
    const leave = (): void => {
      if (!isInside) return;
      isInside = false;
      clearTimeout(timer);
      // Whoever comes next takes over the place.
      const next = this.#queue.shift();
      if (next === undefined) this.#taken -= 1;
      else next();
    };
    return leave;
  }
}
